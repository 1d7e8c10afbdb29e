import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef } from "react";
import { Problem, sentenceOf } from "../api";
import { Notice } from "../ui/Notice";
import classes from "./book.module.css";
import { pageInstead } from "./requests";

export interface Typed {
  name: string;
  email: string;
  phone: string;
  notes: string;
}

export const NOBODY: Typed = { name: "", email: "", phone: "", notes: "" };

interface Props {
  typed: Typed;
  onType: (typed: Typed) => void;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
}

/** Who comes. What the server does not take is said beside the field it is about. */
export function VisitorForm({ typed, onType, busy, error, onSubmit }: Props) {
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  const field = (key: keyof Typed) => ({
    value: typed[key],
    error: errorOf(error, key),
    onChange: (event: { currentTarget: { value: string } }) =>
      onType({ ...typed, [key]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label="Your details">
      <Stack gap="md">
        <TextInput
          ref={name}
          label="Your name"
          autoComplete="name"
          required
          maxLength={200}
          {...field("name")}
        />
        <TextInput
          label="E-mail"
          description="The invitation goes here, with links to move or cancel."
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          {...field("email")}
        />
        <TextInput
          label="Phone"
          description="With the country code, as in +41 44 668 18 00."
          type="tel"
          autoComplete="tel"
          required
          maxLength={40}
          {...field("phone")}
        />
        <Textarea
          label="What would you like to talk about?"
          description="If you like."
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          {...field("notes")}
        />
        <Refusal error={error} />
        <Button type="submit" size="md" loading={busy}>
          Book this time
        </Button>
      </Stack>
    </form>
  );
}

const FIELD: Record<string, keyof Typed> = { invalid_email: "email", invalid_number: "phone" };

/** The field that a refusal is about. */
function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof Problem) || error.status !== 422) return undefined;
  const fields = error.body.fields;
  const first: unknown = Array.isArray(fields) ? fields[0]?.field : undefined;
  return FIELD[error.code] ?? (typeof first === "string" ? first : undefined);
}

function errorOf(error: unknown, key: keyof Typed): string | undefined {
  return fieldOf(error) === key ? sentenceOf(error).replace(`${key}: `, "") : undefined;
}

function Refusal({ error }: { error: unknown }) {
  const about = fieldOf(error);
  if (!error || (about !== undefined && about in NOBODY)) return null;
  const instead = pageInstead(error);
  return (
    <Notice tone="danger" urgent title="Not booked">
      {sentenceOf(error)}{" "}
      {instead && <a href={`/book/${encodeURIComponent(instead)}`}>Choose a time for it</a>}
    </Notice>
  );
}
