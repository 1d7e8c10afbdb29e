import { now } from "../../clock";
import { money } from "../../deals/money";
import { count, rate } from "../../format";
import type { Sales, SalesRate } from "../../words";
import classes from "../analytics.module.css";
import { heldAgainst } from "../changes";
import { Tile } from "../Tile";
import { isThin, TOO_FEW } from "../thin";
import { dealsPage, headline, meetingsPage, moneyMoved, ofWords, ownCash, rateMoved } from "./sales";

export function SalesTiles({ answer }: { answer: Sales }) {
  const { totals, previous, formulas } = answer;
  const cash = ownCash(totals);
  const before = previous ? ownCash(previous) : undefined;
  const { currency, all, average_deal } = cash;
  const { owing_deal, undecided } = totals.counts;
  const deals = `${count(all.deals)} ${all.deals === 1 ? "deal" : "deals"}`;
  const back = Number(all.returned) > 0 ? `, ${money(all.returned, currency)} given back` : "";
  return (
    <div className={classes.tiles}>
      <RateTile
        wide
        name="Closing rate"
        now={totals.closing}
        before={previous?.closing}
        says={formulas.closing}
      />
      <RateTile
        name="Engagement rate"
        now={totals.engagement}
        before={previous?.engagement}
        says={formulas.engagement}
      />
      <RateTile name="Show rate" now={totals.show} before={previous?.show} says={formulas.show} />
      <Tile
        name="Cash"
        value={headline(all.cash, currency)}
        href={dealsPage(all.deals_url)}
        under={`${deals}${back}`}
        change={moneyMoved(all.cash, before?.all.cash, currency, heldAgainst(answer, now()))}
        formula={formulas.cash ?? ""}
      />
      <Tile
        name="Average deal"
        value={average_deal === null ? "—" : headline(average_deal, currency)}
        href={dealsPage(all.deals_url)}
        under={all.deals === 0 ? "No deals to divide by" : `over ${deals}`}
        change={
          average_deal === null ? null : moneyMoved(average_deal, before?.average_deal ?? undefined, currency)
        }
        formula={formulas.average_deal ?? ""}
      />
      <Tile
        name="Still to record"
        value={count(owing_deal + undecided)}
        href={meetingsPage(totals.meetings_url, "owing_deal,undecided")}
        under={`${count(owing_deal)} without their deal, ${count(undecided)} without an outcome`}
        formula="Sales whose deal nobody has added yet, and strategy meetings that are over and whose host has not said what they came to. Both count as held, and as won only once they are recorded."
        owed={owing_deal + undecided > 0}
      />
    </div>
  );
}

interface RateProps {
  name: string;
  now: SalesRate | null;
  before: SalesRate | null | undefined;
  says: string | undefined;
  wide?: boolean;
}

function RateTile({ name, now, before, says, wide }: RateProps) {
  if (!now) return null;
  const thin = now.of > 0 && isThin(now.of) ? ` · ${TOO_FEW_MEETINGS}` : "";
  return (
    <Tile
      wide={wide}
      name={name}
      value={rate(now.value)}
      href={meetingsPage(now.count_url)}
      under={`${ofWords(now)}${thin}`}
      change={rateMoved(now, before)}
      formula={says ?? ""}
    />
  );
}

const TOO_FEW_MEETINGS = TOO_FEW.toLowerCase().replace("calls", "meetings");
