import { Button } from "@mantine/core";
import { IconMailbox } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { moment } from "../../format";
import { keys } from "../../topics";
import { Empty } from "../../ui/Empty";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import type { PaymentDoors, PaymentNotice } from "../../words";
import classes from "../admin.module.css";
import own from "./payments.module.css";

const FATES: Record<PaymentNotice["fate"], string> = {
  counted: "In its transaction",
  waiting: "Waits for its charge",
  ignored: "Not counted",
  unreadable: "Could not be read",
};

/** What processors said, and who was turned away. */
export function Arrived({ refused }: { refused: PaymentDoors["refused"] }) {
  const now = useNow(30_000);
  const pages = useInfiniteQuery({
    queryKey: keys.paymentNotices,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/payments/notices", { params: { query: { limit: 25, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const notices = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={`card ${classes.listCard}`} aria-label="What arrived">
      <h2 className={classes.listTitle}>What arrived</h2>
      {refused.length > 0 && (
        <div className={own.refused}>
          <Notice
            tone="owed"
            title={`${refused.length === 1 ? "One was" : `The last ${refused.length} were`} turned away`}
          >
            <ul>
              {refused.slice(0, 3).map((one) => (
                <li key={one.id}>
                  {moment(one.at, now)}: {one.reason}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {notices.length === 0 && pages.isSuccess && (
        <Empty icon={<IconMailbox size={24} />} title="Nothing yet">
          Every event that arrives is listed here, with what became of it.
        </Empty>
      )}
      {notices.length > 0 && <Notices notices={notices} now={now} />}
      {pages.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

function Notices({ notices, now }: { notices: PaymentNotice[]; now: number }) {
  return (
    <table className={classes.list}>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Payment</th>
          <th scope="col">Arrived</th>
          <th scope="col">What became of it</th>
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <tr key={notice.id}>
            <th scope="row">{notice.said}</th>
            <td data-label="Payment">{notice.external_id || <span className="soft">none</span>}</td>
            <td data-label="Arrived" className="num">
              {moment(notice.received_at, now)}
              {notice.times > 1 && <span className={classes.tag}>{notice.times} times</span>}
            </td>
            <td data-label="Became">
              {FATES[notice.fate]}
              {notice.reason && <span className="soft">. {notice.reason}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
