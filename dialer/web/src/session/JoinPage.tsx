import { Button, PasswordInput, Skeleton, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { rolesInWords } from "../admin/people/people";
import { api, ask, rememberCsrfToken, sentenceOf } from "../api";
import { keys } from "../topics";
import { Mark } from "../ui/Mark";
import { Notice } from "../ui/Notice";
import { SHORTEST_PASSWORD } from "./passwords";
import classes from "./session.module.css";

/** Where the link of an invitation leads: a name, a password, and one is in. */
export function JoinPage({ secret }: { secret: string }) {
  const {
    data: welcome,
    error,
    isPending,
  } = useQuery({
    queryKey: ["join", secret],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET("/api/join/{secret}", { params: { path: { secret } } })),
  });
  useEffect(() => {
    document.title = "Join · Dialer";
  }, []);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <header className={classes.head}>
          <Mark size={44} />
          <h1>{welcome ? `Join ${welcome.company}` : "Join the dialer"}</h1>
        </header>
        {isPending && <Skeleton h={220} />}
        {error && (
          <>
            <Notice tone="danger" urgent title="This link does not let anybody in">
              {sentenceOf(error)}
            </Notice>
            <Link href="/">To the sign-in page</Link>
          </>
        )}
        {welcome && (
          <>
            <p className="soft" style={{ margin: 0 }}>
              You are invited as {rolesInWords(welcome.roles).toLowerCase()}. You will sign in with{" "}
              <strong>{welcome.email}</strong>.
            </p>
            <JoinForm secret={secret} email={welcome.email} name={welcome.name} />
          </>
        )}
      </div>
    </main>
  );
}

function JoinForm({ secret, email, name: proposed }: { secret: string; email: string; name: string }) {
  const [name, setName] = useState(proposed);
  const [password, setPassword] = useState("");
  const join = useJoin(secret);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate({ name, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Choose a password"
          description={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are good.`}
          autoComplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {join.error && (
          <Notice tone="danger" urgent>
            {sentenceOf(join.error)}
          </Notice>
        )}
        <Button type="submit" size="md" loading={join.isPending}>
          Join
        </Button>
      </Stack>
    </form>
  );
}

function useJoin(secret: string) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: (body: { name: string; password: string }) =>
      ask(api.POST("/api/join/{secret}", { params: { path: { secret } }, body })),
    onSuccess: (session) => {
      rememberCsrfToken(session.csrf_token);
      client.clear();
      client.setQueryData(keys.session, session);
      go("/", { replace: true });
    },
  });
}
