import { IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { ALARM_WORDS } from "../calls/chips";
import { callsPage } from "../calls/filters";
import { count, rate } from "../format";
import { Empty } from "../ui/Empty";
import type { Alarm, Quality } from "../words";
import { DataTable } from "./DataTable";
import { Panel } from "./Panel";
import { OneReading } from "./Reading";
import type { ViewProps } from "./range";
import { qualityQuery } from "./reports";
import { ViewFrame } from "./ViewFrame";

type Rings = Quality["alarms"][number];

const EXPLAINED: Record<Alarm, string> = {
  brief_positive:
    "A connected, positive outcome after less than five seconds of talk: nobody is won over that fast.",
  long_no_answer: "An outcome that says nobody answered, after more than five minutes of talk.",
  hasty: "A person chose the outcome within a second of the line’s end: hardly a thought.",
  first_item:
    "At least eight in ten of a rep’s choices are the first outcome of the list, out of twenty or more.",
};

/** Outcomes that do not fit what the line knows: worth a look, no proof. */
export default function QualityView({ question }: ViewProps) {
  const query = useQuery(qualityQuery(question));
  const says = (
    <OneReading meaning="now" why="Alarms say where to look; listen to the calls before you believe them." />
  );
  return (
    <ViewFrame what="The alarms" query={query} says={says}>
      {({ alarms }) => {
        const ringing = alarms.filter(({ calls }) => calls > 0);
        if (ringing.length === 0) return <Quiet />;
        return ringing.map((rings) => <AlarmPanel key={rings.alarm} rings={rings} />);
      }}
    </ViewFrame>
  );
}

function AlarmPanel({ rings: { alarm, calls, reps, calls_url } }: { rings: Rings }) {
  const title = ALARM_WORDS[alarm];
  const words = `${count(calls)} ${calls === 1 ? "call" : "calls"}`;
  return (
    <Panel
      title={title}
      note={EXPLAINED[alarm]}
      aside={
        calls_url ? (
          <Link href={callsPage(calls_url)} className="num">
            {words}
          </Link>
        ) : (
          <span className="num">{words}</span>
        )
      }
    >
      <DataTable
        caption={title}
        heads={["Rep", "Calls", "Of choices", "Share"]}
        rows={reps.map((one) => ({
          key: String(one.rep.id),
          label: <bdi>{one.rep.name}</bdi>,
          cells: [
            { text: count(one.calls), href: callsPage(one.calls_url) },
            { text: `${count(one.calls)} of ${count(one.choices)}` },
            { text: rate(one.choices > 0 ? one.calls / one.choices : null) },
          ],
        }))}
      />
    </Panel>
  );
}

function Quiet() {
  return (
    <section className="card">
      <Empty icon={<IconShieldCheck size={24} />} title="Nothing looks wrong in this period">
        {Object.values(ALARM_WORDS).join(" · ")}
      </Empty>
    </section>
  );
}
