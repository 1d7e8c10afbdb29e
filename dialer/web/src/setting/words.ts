import type { Standing } from "../words";

export const STANDINGS: Record<Standing, string> = {
  potential: "Potential",
  qualified: "Qualified",
  disqualified: "Disqualified",
};
