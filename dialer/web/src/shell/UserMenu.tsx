import { Menu, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import {
  IconCalendarTime,
  IconDeviceDesktop,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ask } from "../api";
import { useDesk } from "../call/desk";
import { useTakesCalls } from "../call/useListening";
import { useMay, useSession } from "../queries";
import { setTakesCalls } from "../reach";
import { keys } from "../topics";
import { Initials } from "../ui/Initials";
import { voice } from "../voice";
import { passwordDialog } from "./PasswordDialog";
import { shortcutsDialog } from "./ShortcutsDialog";
import classes from "./shell.module.css";

export function UserMenu() {
  const { user } = useSession();
  const { lineHere } = useDesk();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={250} shadow="md" radius="lg" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.user}>
          <Initials name={user.name} size={34} />
          <span className={classes.userWords}>
            <strong>{user.name}</strong>
            <span>{user.team?.name ?? user.email}</span>
          </span>
          <VisuallyHidden>Your menu</VisuallyHidden>
          <IconSelector size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        <SchemeSwitch />
        <Menu.Divider />
        <IncomingSwitch />
        <Menu.Item
          leftSection={<IconKeyboard size={17} />}
          rightSection="?"
          onClick={() => shortcutsDialog.set(true)}
        >
          Shortcuts
        </Menu.Item>
        <Menu.Item component={Link} href="/availability" leftSection={<IconCalendarTime size={17} />}>
          Availability
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={17} />} onClick={() => passwordDialog.set(true)}>
          Change password
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} />} disabled={lineHere} onClick={() => void signOut()}>
          {lineHere ? "Sign out (end the call first)" : "Sign out"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut() {
  const client = useQueryClient();
  return async () => {
    voice.hangUp();
    await voice.listen(false);
    await voice.destroy();
    await ask(api.DELETE("/api/session")).catch(() => {});
    client.setQueryData(keys.session, null);
  };
}

function IncomingSwitch() {
  const takes = useTakesCalls();
  if (!useMay("dial")) return null;
  return (
    <Menu.CheckboxItem checked={takes} onChange={setTakesCalls}>
      Take incoming calls
    </Menu.CheckboxItem>
  );
}

const SCHEMES = [
  { value: "light", words: "Light", icon: IconSun },
  { value: "dark", words: "Dark", icon: IconMoon },
  { value: "auto", words: "As the system", icon: IconDeviceDesktop },
] as const;

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
      {SCHEMES.map(({ value, words, icon: Icon }) => (
        <Menu.RadioItem key={value} value={value} rightSection={<Icon size={17} aria-hidden="true" />}>
          {words}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
