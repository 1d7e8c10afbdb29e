import type { Decision, MeetingReason, MeetingResult, Standing } from "../words";

export const STANDINGS: Record<Standing, string> = {
  potential: "Potential",
  qualified: "Qualified",
  disqualified: "Disqualified",
};

export const RESULTS: Record<MeetingResult, string> = {
  sale: "Sale",
  no_sale: "No sale",
  approved: "Approved",
  rejected: "Rejected",
};

export const REASONS: Record<MeetingReason, string> = {
  unqualified: "Unqualified",
  follow_up_scheduled: "Follow up scheduled",
  no_show: "No show",
  not_interested: "Not interested",
  contact_cancelled: "Contact cancelled",
  admin_cancelled: "Admin cancelled",
  bad_fit: "Bad fit",
  others: "Others",
};

/** "Rejected: Bad fit" */
export function resultWords(of: Pick<Decision, "outcome" | "reason">): string {
  return of.reason ? `${RESULTS[of.outcome]}: ${REASONS[of.reason]}` : RESULTS[of.outcome];
}
