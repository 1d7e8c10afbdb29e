import { expect, test } from "vitest";
import { piecesOf } from "./links";

const links = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

test("links in notes are found without what ends the sentence", () => {
  expect(piecesOf("See https://firm.example/a?b=1, then call.")).toEqual([
    { at: 0, text: "See " },
    { at: 4, text: "https://firm.example/a?b=1", href: "https://firm.example/a?b=1" },
    { at: 30, text: ", then call." },
  ]);
  expect(links("(http://firm.example/a)")).toEqual(["http://firm.example/a"]);
  expect(links("https://firm.example/a_(b)")).toEqual(["https://firm.example/a_(b)"]);
});

test("only http and https are links", () => {
  expect(links("javascript:alert(1) data:text/html,x ftp://firm.example javascript://https://x")).toEqual([
    "https://x",
  ]);
  expect(links("http:// https://")).toEqual([]);
  expect(piecesOf("")).toEqual([]);
});
