import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRoute } from "wouter";
import { Pages } from "./Pages";
import { sessionQuery } from "./queries";
import { JoinPage } from "./session/JoinPage";
import { SignIn } from "./session/SignIn";
import { Shell } from "./shell/Shell";
import { LoadTrouble } from "./ui/LoadTrouble";

export function App() {
  const [isJoining, joining] = useRoute("/join/:secret");
  if (isJoining) return <JoinPage secret={joining.secret} />;
  return <SignedInOrNot />;
}

function SignedInOrNot() {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  if (isPending) {
    return (
      <Center h="100dvh">
        <Loader aria-label="Loading" />
      </Center>
    );
  }
  if (session) {
    return (
      <Shell key={session.user.id}>
        <Pages />
      </Shell>
    );
  }
  if (error) {
    return (
      <Center h="100dvh" p="md">
        <LoadTrouble what="The page" error={error} retry={() => void refetch()} />
      </Center>
    );
  }
  return <SignIn />;
}
