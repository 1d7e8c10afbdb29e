import { Checkbox, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";
import own from "./webhooks/hooks.module.css";

interface Props {
  /** Null: all that its maker may. */
  value: string[] | null;
  onChange: (scopes: string[] | null) => void;
}

/** What a token is for: everything, or reading and writing noun by noun. */
export function ScopesField({ value, onChange }: Props) {
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="What it may do"
        value={value === null ? "all" : "some"}
        onChange={(which) => onChange(which === "all" ? null : [])}
        data={[
          { value: "all", label: "All that you may" },
          { value: "some", label: "Only these" },
        ]}
      />
      {value !== null && <Scopes value={value} onChange={onChange} />}
    </Stack>
  );
}

function Scopes({ value, onChange }: { value: string[]; onChange: (scopes: string[]) => void }) {
  const { data } = useQuery({
    queryKey: keys.scopes,
    queryFn: async () => (await ask(api.GET("/api/tokens/scopes"))).nouns,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return <Skeleton h={260} radius="md" />;
  const turn = (scope: string) =>
    onChange(value.includes(scope) ? value.filter((one) => one !== scope) : [...value, scope]);
  return (
    <table className={own.scopes}>
      <thead>
        <tr>
          <th scope="col">About</th>
          <th scope="col">Read</th>
          <th scope="col">Write</th>
        </tr>
      </thead>
      <tbody>
        {data.map(({ noun, meaning }) => (
          <tr key={noun}>
            <th scope="row">
              {noun}
              <span className="soft">{meaning}</span>
            </th>
            {["read", "write"].map((access) => (
              <td key={access}>
                <Checkbox
                  aria-label={`${noun}:${access}`}
                  checked={value.includes(`${noun}:${access}`)}
                  onChange={() => turn(`${noun}:${access}`)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
