import { Button, Skeleton } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../../api";
import { count, moment } from "../../format";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import own from "../crm/crm.module.css";
import { MailTable } from "./MailTable";
import { type Post, postQuery, useMailAct } from "./mail";

/** Whether messages leave, which were refused, and a way to try it out. */
export default function MailPage() {
  const { data: post, error, refetch } = useQuery(postQuery);
  const test = useMailAct(() => ask(api.POST("/api/mail/test")));
  return (
    <div className={classes.page}>
      <AdminHead
        title="E-mail"
        actions={
          <Button leftSection={<IconMail size={17} />} loading={test.isPending} onClick={() => test.mutate()}>
            Send me a test message
          </Button>
        }
      >
        Invitations, changes and reminders of meetings, on their way to the people they are for.
      </AdminHead>
      {test.error && (
        <Notice tone="danger" urgent>
          {sentenceOf(test.error)}
        </Notice>
      )}
      {test.isSuccess && (
        <Notice tone="info" onClose={() => test.reset()}>
          The test message is written. The list below shows what becomes of it.
        </Notice>
      )}
      {error && <LoadTrouble what="The state of e-mail" error={error} retry={() => void refetch()} />}
      {!post && !error && <Skeleton h={160} radius="lg" />}
      {post && <Server post={post} />}
      {post && <MailTable post={post} />}
    </div>
  );
}

function Server({ post }: { post: Post }) {
  const now = useNow(15_000);
  return (
    <section className={`card ${own.card}`} aria-label="Mail server" data-testid="mail-server">
      <h2>
        Mail server <State post={post} />
      </h2>
      {!post.server && (
        <Notice tone="owed" title="No mail server is set, so no message leaves">
          Messages wait here. Whoever runs the dialer sets SMTP_URL and MAIL_FROM (see docs/running.md) and
          restarts it; what waits then leaves by itself. Reminders whose time has passed are dropped.
        </Notice>
      )}
      {post.server && post.trouble && (
        <Notice tone="danger" title="What was said last">
          {post.trouble}
        </Notice>
      )}
      <dl className={own.facts}>
        <Fact name="Server">{post.server ?? "—"}</Fact>
        <Fact name="From">{post.sender}</Fact>
        <Fact name="Last sent">{post.last_sent_at ? moment(post.last_sent_at, now) : "nothing yet"}</Fact>
        <Fact name="Waiting">{count(post.waiting)}</Fact>
        <Fact name="Planned">{count(post.planned)}</Fact>
        <Fact name="Dead letters">{count(post.dead)}</Fact>
      </dl>
    </section>
  );
}

function State({ post }: { post: Post }) {
  const [words, tone] = !post.server
    ? ["not set", "wait"]
    : post.trouble
      ? ["in trouble", "bad"]
      : ["set", "good"];
  return (
    <span className={own.state} data-tone={tone}>
      {words}
    </span>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
