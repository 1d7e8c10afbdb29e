import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { keys } from "../../topics";
import type { Role } from "../../words";

export const ROLE_NAMES: Record<Role, string> = {
  rep: "Rep",
  setter: "Setter",
  closer: "Closer",
  manager: "Manager",
  business_admin: "Business admin",
  tech_admin: "Tech admin",
};

export const ROLES = Object.keys(ROLE_NAMES) as Role[];

export const ROLE_MEANS: Record<Role, string> = {
  rep: "Dials; sees their own calls.",
  setter: "Dials; sees their own calls.",
  closer: "Dials; sees their own calls.",
  manager: "Dials; sees and releases their team's calls.",
  business_admin: "Runs the Admin center; sees all calls.",
  tech_admin: "The same, and changes the plan.",
};

export function rolesInWords(roles: Role[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join(", ");
}

export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: async () => (await ask(api.GET("/api/teams"))).items,
});

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: async () => (await ask(api.GET("/api/invitations"))).items,
});
