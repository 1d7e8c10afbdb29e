import { Checkbox, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../queries";
import type { Role } from "../../words";
import classes from "../admin.module.css";
import { ROLE_MEANS, ROLE_NAMES, ROLES, teamsQuery } from "./people";

interface RolesProps {
  value: Role[];
  onChange: (roles: Role[]) => void;
}

/** What somebody may do. A tech admin may more than a business admin, so only a tech admin makes one. */
export function RolesField({ value, onChange }: RolesProps) {
  const { user } = useSession();
  const mayAll = user.roles.includes("tech_admin") || value.includes("tech_admin");
  return (
    <Checkbox.Group
      label="Roles"
      description="Somebody may do what any of their roles may."
      value={value}
      onChange={(roles) => onChange(roles as Role[])}
    >
      <div className={classes.roles}>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            value={role}
            label={ROLE_NAMES[role]}
            description={role === "tech_admin" && !mayAll ? "Only a tech admin makes one." : ROLE_MEANS[role]}
            disabled={role === "tech_admin" && !mayAll}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

interface TeamProps {
  label?: string;
  value: number | null;
  onChange: (team: number | null) => void;
  without?: number;
}

export function TeamField({ label = "Team", value, onChange, without }: TeamProps) {
  const { data: teams = [] } = useQuery(teamsQuery);
  return (
    <Select
      label={label}
      description="A manager sees their team; one without a team sees the whole company."
      placeholder="No team"
      clearable
      data={teams
        .filter((team) => team.id !== without)
        .map((team) => ({ value: String(team.id), label: team.name }))}
      value={value === null ? null : String(value)}
      onChange={(picked) => onChange(picked === null ? null : Number(picked))}
    />
  );
}
