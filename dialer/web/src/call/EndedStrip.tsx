import { Button, Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { CallMeeting } from "../booking/CallMeeting";
import { useShortcuts } from "../keys";
import { useOutcomes } from "../queries";
import { Key } from "../ui/Key";
import { OutcomeChip } from "../ui/OutcomeChip";
import classes from "./bar.module.css";
import { whoOf } from "./callWords";
import { type JustEnded, useDesk } from "./desk";
import { OutcomePicker } from "./OutcomePicker";
import { RefusalNotice } from "./RefusalNotice";
import type { Choice } from "./requests";
import { UndoRecorded } from "./UndoRecorded";

/** For a while after the end: what was recorded, and the way back. */
export function EndedStrip({ ended }: { ended: JustEnded }) {
  const desk = useDesk();
  const outcomes = useOutcomes();
  const [changing, setChanging] = useState(false);
  const { call, mustChoose } = ended;
  useEffect(() => {
    if (mustChoose) setChanging(true);
  }, [mustChoose]);
  useShortcuts([{ keys: "c", label: "Change the last outcome", run: () => setChanging(!changing) }], {
    inDialog: true,
  });
  const choose = (choice: Choice) => {
    setChanging(false);
    desk.change(choice);
  };

  return (
    <section className={classes.dock} aria-label="Last call" data-testid="ended-bar">
      <RefusalNotice />
      <div className={classes.strip} data-tone="over">
        <div className={classes.ended} role="status">
          <span>
            Ended: <strong>{whoOf(call)}</strong>
          </span>
          {call.line.result === "not_placed" ? (
            <span className="soft">Not placed</span>
          ) : (
            <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
          )}
        </div>
        {call.line.reason && <span className={classes.why}>{call.line.reason}</span>}
        {!changing && <CallMeeting call={call} withKey />}
        <div className={classes.controls}>
          <Popover
            opened={changing}
            onChange={setChanging}
            position="top-end"
            width="min(460px, calc(100vw - 16px))"
            shadow="md"
            radius="lg"
            trapFocus
          >
            <Popover.Target>
              <Button variant="default" rightSection={<Key>C</Key>} onClick={() => setChanging(!changing)}>
                {call.outcome ? "Change" : "Pick outcome"}
              </Button>
            </Popover.Target>
            <Popover.Dropdown>
              <OutcomePicker
                outcomes={outcomes}
                call={call}
                saving={desk.saving}
                onPick={choose}
                listening={changing}
                hint={
                  mustChoose
                    ? "Outcomes are required here, so an ended call keeps one. Pick the right one instead."
                    : "The call stays ended; only its outcome changes."
                }
                inDialog
              />
            </Popover.Dropdown>
          </Popover>
          {!changing && <UndoRecorded call={call} onUndone={desk.undone} onMustChoose={desk.mustChoose} />}
          <Button variant="subtle" color="gray" px={8} aria-label="Dismiss" onClick={desk.dismissEnded}>
            <IconX size={16} />
          </Button>
        </div>
      </div>
    </section>
  );
}
