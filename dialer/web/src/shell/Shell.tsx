import type { ReactNode } from "react";
import { CallBar } from "../call/CallBar";
import { DeskProvider } from "../call/DeskProvider";
import { IncomingCalls } from "../call/IncomingCalls";
import { useShortcutListener } from "../keys";
import { useLive } from "../useLive";
import { LiveMark } from "./LiveMark";
import { MeetingReminder } from "./MeetingReminder";
import { OwedReminder } from "./OwedReminder";
import { PasswordDialog } from "./PasswordDialog";
import { Rail } from "./Rail";
import { ShortcutsDialog } from "./ShortcutsDialog";
import classes from "./shell.module.css";
import { useArrival } from "./useArrival";

function Arrival() {
  useArrival();
  return null;
}

export function Shell({ children }: { children: ReactNode }) {
  useLive();
  useShortcutListener();
  return (
    <DeskProvider>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          Skip to the page
        </a>
        <Rail />
        <main id="content" className={classes.content} tabIndex={-1}>
          <LiveMark />
          <OwedReminder />
          <MeetingReminder />
          {children}
        </main>
        <CallBar />
        <IncomingCalls />
      </div>
      <Arrival />
      <ShortcutsDialog />
      <PasswordDialog />
    </DeskProvider>
  );
}
