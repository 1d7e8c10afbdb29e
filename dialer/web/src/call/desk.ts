import { createContext, useContext } from "react";
import type { Line } from "../voice";
import type { Trouble } from "../voiceTrouble";
import type { Call } from "../words";
import type { Choice } from "./requests";
import type { Refusal } from "./useSaving";

export type Target = { lead_id: number } | { to: string };

/** A call that this page has just ended, for as long as it can be changed in one step. */
export interface JustEnded {
  call: Call;
  /** Taking the outcome back was refused: the call keeps one, so another is to be picked. */
  mustChoose?: true;
}

/** Somebody else decided while the rep was picking. */
export interface Conflict {
  theirs: Call;
  wanted: Choice;
  ending: boolean;
}

export interface Desk {
  /** The rep's open call as the server has it; of several the one being worked on. */
  call: Call | null;
  /** All that are open: a call from outside may come while another is in wrap-up. */
  calls: Call[];
  turnTo: (callId: number) => void;
  line: Line;
  /** Whether the sound of the open call is in this tab. */
  lineHere: boolean;
  /** End was refused until an outcome is picked. */
  asked: boolean;
  justEnded: JustEnded | null;
  conflict: Conflict | null;
  trouble: Refusal | null;
  lineTrouble: Trouble | null;
  /** The outcome being saved, "" while ending without one. */
  saving: string | null;
  dialing: boolean;
  explaining: Target | null;
  dial: (target: Target) => void;
  explained: (goOn: boolean) => void;
  end: () => void;
  pick: (choice: Choice) => void;
  /** Picked, but still being asked when to follow up: ending the call records it as it stands. */
  unfolded: Choice | null;
  setUnfolded: (choice: Choice | null) => void;
  /** After a refused End: back to the conversation. */
  goOn: () => void;
  settle: (mine: boolean) => void;
  change: (choice: Choice) => void;
  /** The last outcome was taken back, or has to be replaced instead. */
  undone: (call: Call) => void;
  mustChoose: () => void;
  dismiss: () => void;
  dismissEnded: () => void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("There is no desk here.");
  return desk;
}
