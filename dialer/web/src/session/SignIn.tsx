import { Button, PasswordInput, Skeleton, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { api, ask, rememberCsrfToken, sentenceOf } from "../api";
import { openCallsQuery, signInQuery } from "../queries";
import { keys } from "../topics";
import { Mark } from "../ui/Mark";
import { Notice } from "../ui/Notice";
import { DemoPeople } from "./DemoPeople";
import classes from "./session.module.css";

/** What the sign-in page itself shows. */
const KEPT = ["sign-in", "session"];

interface Credentials {
  email: string;
  password: string;
}

export function SignIn() {
  const { data, isPending } = useQuery(signInQuery);
  const signIn = useSignIn();
  const demo = data?.demo ?? [];
  useEffect(() => {
    document.title = "Sign in · Dialer";
  }, []);

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <header className={classes.head}>
          <Mark size={44} />
          <h1>Sign in to the dialer</h1>
        </header>
        {signIn.error && (
          <Notice tone="danger" urgent>
            {sentenceOf(signIn.error)}
          </Notice>
        )}
        {demo.length > 0 && (
          <DemoPeople people={demo} signIn={signIn.mutate} busy={signIn.variables?.email} />
        )}
        {isPending ? (
          <Skeleton h={220} />
        ) : (
          <SignInForm signIn={signIn.mutate} busy={signIn.isPending} folded={demo.length > 0} />
        )}
      </div>
    </main>
  );
}

/** Whoever signs in stays where they were going, unless a call is still open: then that comes first. */
function useSignIn() {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: (body: Credentials) => ask(api.POST("/api/session", { body })),
    onSuccess: async (session) => {
      rememberCsrfToken(session.csrf_token);
      client.removeQueries({ predicate: (query) => !KEPT.includes(String(query.queryKey[0])) });
      if (session.permissions.includes("dial") && (await client.fetchQuery(openCallsQuery)).length > 0)
        go("/dial");
      client.setQueryData(keys.session, session);
    },
  });
}

interface FormProps {
  signIn: (credentials: Credentials) => void;
  busy: boolean;
  folded: boolean;
}

function SignInForm({ signIn, busy, folded }: FormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn({ email, password });
  };
  const form = (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={busy} variant={folded ? "default" : "filled"}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
  if (!folded) return form;
  return (
    <details className={classes.fold}>
      <summary>Sign in with e-mail and password</summary>
      {form}
    </details>
  );
}
