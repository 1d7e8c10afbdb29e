import type { Outcome } from "../words";

export type Colours = Outcome["colours"];

/** An outcome's own shade, in whichever theme the page is. */
export function shadeColour({ light, dark }: Colours): string {
  return `light-dark(${light.fill}, ${dark.fill})`;
}

/** What can be read on it. */
export function onColour({ light, dark }: Colours): string {
  return `light-dark(${light.ink}, ${dark.ink})`;
}
