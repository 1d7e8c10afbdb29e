"""The list of calls behind a number: its address has the same filters."""

from typing import Any
from urllib.parse import urlencode

from dialer.analytics.report import NO_KEY, Clock, GroupBy, Meaning, Scope

BY_KEY = {
    GroupBy.OUTCOME: "outcome",
    GroupBy.SENTIMENT: "sentiment",
    GroupBy.REP: "rep_id",
    GroupBy.TEAM: "team_id",
    GroupBy.FLOW: "flow_id",
    GroupBy.STEP: "flow_step_id",
}


def calls_url(scope: Scope, key: str | None = None, **more: Any) -> str:
    """The calls that a group of a report counts, or with no key all of them; ``more`` narrows further."""
    wanted: dict[str, Any] = {"from": scope.first_day, "to": scope.last_day}
    wanted |= {"direction": scope.direction.value, "placed": "true"}
    same = ("rep_id", "team_id", "flow_id", "outcome")
    wanted |= {name: value for name in same if (value := getattr(scope, name)) is not None}
    if scope.only_flows:
        wanted["in_flow"] = "true"
    if scope.meaning is Meaning.RECORDED:
        wanted["meaning"] = scope.meaning.value
    if key is not None:
        wanted |= _of_group(scope, key)
    wanted |= {name: value for name, value in more.items() if value is not None}
    return f"/api/calls?{urlencode(wanted)}"


def _of_group(scope: Scope, key: str) -> dict[str, Any]:
    group_by = scope.group_by
    if group_by is GroupBy.DAY:
        return {"from": key, "to": key}
    if group_by in (GroupBy.HOUR, GroupBy.WEEKDAY_HOUR):
        clock = {"clock": scope.clock.value} if scope.clock is Clock.LEAD else {}
        return _of_hour(key) | clock
    return {BY_KEY[group_by]: key}


def _of_hour(key: str) -> dict[str, Any]:
    if key == NO_KEY:
        return {"hour": NO_KEY}
    weekday, _, hour = key.rpartition("-")
    return {"weekday": int(weekday), "hour": int(hour)} if weekday else {"hour": int(hour)}
