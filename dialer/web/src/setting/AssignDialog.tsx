import { Button, Group, Modal, MultiSelect, SegmentedControl, Select, Stack, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { Notice } from "../ui/Notice";
import type { Assignment } from "../words";
import { assigned, takenBack } from "./assigned";
import { type Assigning, assignLeads, ownersQuery } from "./requests";

type How = "one" | "turns" | "nobody";

const HOW = [
  { value: "one", label: "One person" },
  { value: "turns", label: "By turns" },
  { value: "nobody", label: "Nobody" },
];

interface Props {
  leadIds: number[];
  onDone: () => void;
  onClose: () => void;
}

/** Give the marked leads to one person, share them out by turns, or take them away from everybody. */
export function AssignDialog({ leadIds, onDone, onClose }: Props) {
  const { data: owners = [] } = useQuery(ownersQuery);
  const [how, setHow] = useState<How>("one");
  const [one, setOne] = useState<string | null>(null);
  const [several, setSeveral] = useState<string[]>([]);
  const [keep, setKeep] = useState(true);
  const assign = useAssign(() => {
    onDone();
    onClose();
  });
  const people = owners.map(({ id, name }) => ({ value: String(id), label: name }));
  const chosen = { one: one ? [one] : [], turns: several, nobody: [] }[how];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate({
      lead_ids: leadIds,
      owner_ids: chosen.map(Number),
      keep_owners: how !== "nobody" && keep,
    });
  };
  const leads = leadIds.length === 1 ? "1 lead" : `${leadIds.length} leads`;
  return (
    <Modal opened onClose={onClose} title={<strong>Assign {leads}</strong>} centered size={480}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <SegmentedControl
            aria-label="To whom"
            fullWidth
            value={how}
            onChange={(next) => setHow(next as How)}
            data={HOW}
          />
          {how === "one" && (
            <Select label="Person" searchable data={people} value={one} onChange={setOne} data-autofocus />
          )}
          {how === "turns" && (
            <MultiSelect
              label="People who take turns"
              description="Everybody gets as many, give or take one; who has the fewest leads begins."
              searchable
              data={people}
              value={several}
              onChange={setSeveral}
            />
          )}
          {how === "nobody" ? (
            <p className="soft">The leads will have no owner.</p>
          ) : (
            <Switch
              label="Leave leads that have an owner already"
              checked={keep}
              onChange={(event) => setKeep(event.currentTarget.checked)}
            />
          )}
          {assign.error && (
            <Notice tone="danger" urgent title="Nothing assigned">
              {sentenceOf(assign.error)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={assign.isPending}
              disabled={how !== "nobody" && chosen.length === 0}
            >
              Assign
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function useAssign(onDone: () => void) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ["leads"] });
  const undo = async (answer: Assignment) => {
    notifications.hide("assigned");
    try {
      for (const body of takenBack(answer)) await assignLeads(body);
    } catch (error) {
      notifications.show({ color: "red", title: "Not taken back", message: sentenceOf(error) });
    }
    await again();
  };
  return useMutation({
    mutationFn: (body: Assigning) => assignLeads(body),
    onSuccess: (answer) => {
      onDone();
      notifications.show({
        id: "assigned",
        color: answer.left ? "yellow" : undefined,
        autoClose: 10_000,
        message: (
          <>
            {assigned(answer)}{" "}
            {answer.changed > 0 && (
              <Button variant="subtle" size="compact-sm" onClick={() => void undo(answer)}>
                Undo
              </Button>
            )}
          </>
        ),
      });
    },
    onSettled: again,
  });
}
