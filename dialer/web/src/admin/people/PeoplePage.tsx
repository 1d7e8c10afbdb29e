import { Button, Skeleton } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usersQuery } from "../../queries";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import { Invitations } from "./Invitations";
import { InviteDialog } from "./InviteDialog";
import { PeopleTable } from "./PeopleTable";
import { Teams } from "./Teams";

export default function PeoplePage() {
  const { data: people, error, refetch } = useQuery(usersQuery);
  const [inviting, setInviting] = useState(false);
  return (
    <div className={classes.page}>
      <AdminHead
        title="People and teams"
        actions={
          <Button leftSection={<IconUserPlus size={18} />} onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        }
      >
        Who works here, what they may do, and who is counted together.
      </AdminHead>
      {error ? (
        <LoadTrouble what="The list" error={error} retry={() => void refetch()} />
      ) : people ? (
        <PeopleTable people={people} />
      ) : (
        <Skeleton h={320} radius="lg" />
      )}
      <Invitations />
      <Teams />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}
