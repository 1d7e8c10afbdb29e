import { IconCalendarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Empty } from "../../ui/Empty";
import type { Sales } from "../../words";
import classes from "../analytics.module.css";
import type { ViewProps } from "../range";
import { ViewFrame } from "../ViewFrame";
import { CashTable } from "./CashTable";
import { SalesTable } from "./SalesTable";
import { SalesTiles } from "./SalesTiles";
import { salesQuery } from "./sales";
import { ByObjection, ByReason } from "./WonLost";

/** What strategy meetings came to, and what was earned. */
export default function SalesView({ question, change }: ViewProps) {
  const query = useQuery(salesQuery(question, "closer", "previous"));
  const says = (
    <span className="soft">
      Strategy meetings by the day they began, deals by their date; a change of an outcome or a deal moves
      past numbers too.
    </span>
  );
  return (
    <ViewFrame what="The sales numbers" query={query} says={says}>
      {(answer) => (
        <>
          <SalesTiles answer={answer} />
          {isEmpty(answer) ? (
            <NoSales />
          ) : (
            <>
              <SalesTable question={question} change={change} />
              <div className={classes.halves}>
                <ByObjection question={question} />
                <ByReason question={question} />
              </div>
              <CashTable answer={answer} />
            </>
          )}
        </>
      )}
    </ViewFrame>
  );
}

function isEmpty({ totals }: Sales): boolean {
  return totals.counts.meetings === 0 && totals.cash.every(({ all }) => all.deals === 0);
}

function NoSales() {
  return (
    <section className="card">
      <Empty icon={<IconCalendarOff size={24} />} title="No strategy meetings and no deals in this period">
        Choose another period or other filters above; numbers appear here once a strategy meeting is over.
      </Empty>
    </section>
  );
}
