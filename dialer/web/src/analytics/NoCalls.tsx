import { IconChartBarOff } from "@tabler/icons-react";
import { Empty } from "../ui/Empty";

export function NoCalls({ title = "No calls in this period" }: { title?: string }) {
  return (
    <section className="card">
      <Empty icon={<IconChartBarOff size={24} />} title={title}>
        Choose another period or other filters above; numbers appear here as soon as a call is over.
      </Empty>
    </section>
  );
}
