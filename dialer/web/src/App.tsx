import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useRoute } from "wouter";
import { Pages } from "./Pages";
import { SessionContext, sessionQuery } from "./queries";
import { JoinPage } from "./session/JoinPage";
import { SignIn } from "./session/SignIn";
import { Shell } from "./shell/Shell";
import { Boundary } from "./ui/Boundary";
import { LoadTrouble } from "./ui/LoadTrouble";

const BookPage = lazy(() => import("./book/BookPage"));
const ManagePage = lazy(() => import("./book/ManagePage"));

export function App() {
  const [isJoining, joining] = useRoute("/join/:secret");
  const [isManaging, managing] = useRoute("/book/manage/:token");
  const [isBooking, booking] = useRoute("/book/:slug");
  if (isJoining) return <JoinPage secret={joining.secret} />;
  if (isManaging)
    return (
      <Outside>
        <ManagePage key={managing.token} token={managing.token} />
      </Outside>
    );
  if (isBooking)
    return (
      <Outside>
        <BookPage key={booking.slug} slug={booking.slug} />
      </Outside>
    );
  return <SignedInOrNot />;
}

/** A page for people without an account. */
function Outside({ children }: { children: ReactNode }) {
  return (
    <Boundary>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </Boundary>
  );
}

function SignedInOrNot() {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  if (isPending) return <Waiting />;
  if (session) {
    return (
      <SessionContext value={session}>
        <Shell key={session.user.id}>
          <Pages />
        </Shell>
      </SessionContext>
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

function Waiting() {
  return (
    <Center h="100dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
