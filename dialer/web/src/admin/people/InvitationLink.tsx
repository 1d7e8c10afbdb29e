import { Button, Group, Modal, Stack } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../../api";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import { CopyField } from "../CopyField";
import { postQuery } from "../mail/mail";

interface Props {
  invitation: { id: number; email: string; link: string };
  onClose: () => void;
}

/** The link, for this once: to be passed on by hand, or sent where there is a mail server. */
export function InvitationLink({ invitation, onClose }: Props) {
  const { data: post } = useQuery(postQuery);
  const send = useSending(invitation);
  const offered = Boolean(post?.server) && !send.isSuccess;
  return (
    <Modal opened onClose={onClose} title={<strong>Pass on this link</strong>} centered size={520}>
      <Stack gap="md">
        <p className="soft" style={{ margin: 0 }}>
          {post?.server ? "Have it sent, or give it to" : "No e-mail is sent. Give this link to"}{" "}
          <strong>{invitation.email}</strong> yourself, in a way that only they read: whoever opens it first
          joins. It works once, for seven days, and is not shown again; a renewed invitation has a new one.
        </p>
        <CopyField label="Link" value={invitation.link} />
        {send.isSuccess && (
          <Notice tone="info" title={`On its way to ${invitation.email}`}>
            Admin center → E-mail says whether it left.
          </Notice>
        )}
        {send.error && (
          <Notice tone="danger" urgent title="Not sent">
            {sentenceOf(send.error)}
          </Notice>
        )}
        <Group justify="flex-end">
          {offered && (
            <Button
              variant="default"
              leftSection={<IconMail size={17} aria-hidden="true" />}
              loading={send.isPending}
              onClick={() => send.mutate()}
            >
              Send by e-mail
            </Button>
          )}
          <Button variant={offered ? "subtle" : "default"} onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useSending({ id, link }: Props["invitation"]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      ask(
        api.POST("/api/invitations/{invitation_id}/send", {
          params: { path: { invitation_id: id } },
          body: { link },
        }),
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.mail }),
  });
}
