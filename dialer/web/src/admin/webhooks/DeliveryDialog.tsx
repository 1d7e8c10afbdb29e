import { Button, Modal, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../../api";
import { moment, toTheSecond } from "../../format";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import { type DeliveryDetail, deliveryQuery, useHookAct } from "./hooks";
import own from "./hooks.module.css";
import { HELD, resultInWords, STATE } from "./words";

/** One delivery: what is sent, and every try. */
export function DeliveryDialog(props: { id: number; held: boolean; onClose: () => void }) {
  const { id, held, onClose } = props;
  const { data, error, refetch } = useQuery(deliveryQuery(id));
  return (
    <Modal opened onClose={onClose} title={<strong>{data?.type ?? "Delivery"}</strong>} size={720} centered>
      {error ? (
        <LoadTrouble what="The delivery" error={error} retry={() => void refetch()} />
      ) : data ? (
        <Detail delivery={data} held={held} />
      ) : (
        <Skeleton h={240} radius="md" />
      )}
    </Modal>
  );
}

function Detail({ delivery, held }: { delivery: DeliveryDetail; held: boolean }) {
  const now = useNow(15_000);
  const path = { params: { path: { webhook_delivery_id: delivery.id } } };
  const replay = useHookAct(() =>
    ask(api.POST("/api/webhooks/deliveries/{webhook_delivery_id}/replay", path)),
  );
  const { words, tone } = STATE[delivery.state];
  return (
    <Stack gap="md">
      <div className={own.detailHead}>
        <span>
          <span className={own.state} data-tone={tone}>
            {words}
          </span>{" "}
          {delivery.next_at && (held || delivery.tries > 0) && (
            <span className="soft">next try {held ? HELD : moment(delivery.next_at, now)}</span>
          )}
        </span>
        <Button
          size="sm"
          variant="light"
          disabled={held && delivery.state === "waiting"}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {delivery.state === "waiting" ? "Try now" : "Send again"}
        </Button>
      </div>
      {replay.error && (
        <Notice tone="danger" urgent title="Not sent">
          {sentenceOf(replay.error)}
        </Notice>
      )}
      <h3 className={own.heading}>Attempts</h3>
      {delivery.attempts.length === 0 && (
        <span className="soft">None yet. The first comes {held ? HELD : "within seconds"}.</span>
      )}
      <ol className={own.attempts}>
        {[...delivery.attempts].reverse().map((attempt) => (
          <li key={attempt.at}>
            <strong>{resultInWords(attempt.status, attempt.error)}</strong>
            <span className="soft num">
              {toTheSecond(attempt.at)}, {attempt.milliseconds} ms
            </span>
            {attempt.answer && <pre>{attempt.answer}</pre>}
          </li>
        ))}
      </ol>
      <h3 className={own.heading}>What is sent</h3>
      <pre className={own.payload}>{JSON.stringify(delivery.payload, null, 2)}</pre>
      <span className="soft">
        webhook-id <code>{delivery.event_id}</code>, the same in every attempt
      </span>
    </Stack>
  );
}
