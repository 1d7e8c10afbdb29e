"""What the numbers mean, in plain Python over the calls themselves: slow, short, and written without the tallies."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dialer.models import Call, Outcome
from policies.vocabulary import LineResult

Figures = dict[str, object]
PEOPLE = ("rep", "import")
LEADS = {  # numbers, and where they are; the last may be anywhere in Australia
    "+12125550110": "America/New_York",
    "+919812345678": "Asia/Kolkata",
    "+442079460110": "Europe/London",
    "+61412345678": None,
}


@dataclass(frozen=True)
class Facts:
    """The calls, the catalogue of today, and the company's zone."""

    calls: list[Call]
    outcomes: dict[int, Outcome]
    zone: str

    def local(self, call: Call) -> datetime:
        return call.created_at.astimezone(ZoneInfo(self.zone))

    def there(self, call: Call) -> datetime | None:
        """On the lead's clock."""
        zone = LEADS[call.lead_number]
        return call.created_at.astimezone(ZoneInfo(zone)) if zone else None

    def counted(self, first: date, last: date, direction: str) -> list[Call]:
        return [
            call
            for call in self.calls
            if call.line_ended_at
            and call.result != LineResult.NOT_PLACED
            and call.rep_id
            and call.direction == direction
            and first <= self.local(call).date() <= last
        ]

    def outcome(self, call: Call, meaning: str) -> Outcome | None:
        found = self.outcomes[call.outcome_id] if call.outcome_id else None
        while meaning == "now" and found and found.merged_into_id:
            found = self.outcomes[found.merged_into_id]
        return found

    def says(self, call: Call, meaning: str) -> tuple[str | None, str | None]:
        """Connect status and sentiment."""
        if meaning == "recorded":
            return call.recorded_connect_status, call.recorded_sentiment
        found = self.outcome(call, meaning)
        return (found.connect_status, found.sentiment) if found and not found.deleted_at else (None, None)

    def key(self, call: Call, group_by: str, meaning: str) -> str:
        outcome, at, there = self.outcome(call, meaning), self.local(call), self.there(call)
        keys: dict[str, Callable[[], object]] = {
            "outcome": lambda: outcome and outcome.key,
            "sentiment": lambda: self.says(call, meaning)[1],
            "rep": lambda: call.rep_id,
            "team": lambda: call.team_id,
            "flow": lambda: call.flow_id,
            "step": lambda: call.flow_step_id,
            "day": lambda: at.date().isoformat(),
            "hour": lambda: f"{at.hour:02d}",
            "weekday_hour": lambda: f"{at.isoweekday()}-{at.hour:02d}",
            "hour there": lambda: there and f"{there.hour:02d}",
            "weekday_hour there": lambda: there and f"{there.isoweekday()}-{there.hour:02d}",
        }
        value = keys[group_by]()
        return "none" if value is None else str(value)

    def figures(self, calls: Iterable[Call], meaning: str) -> Figures:
        calls = list(calls)
        connected = [call for call in calls if self.says(call, meaning)[0] == "connected"]
        won = [call for call in connected if self.says(call, meaning)[1] == "positive"]
        booked = [call for call in won if (outcome := self.outcome(call, meaning)) and outcome.opens_booking]
        talk = [call.talk_seconds or 0 for call in connected]
        return {
            "calls": len(calls),
            "connected_calls": len(connected),
            "connect_rate": len(connected) / len(calls) if calls else None,
            "average_call_seconds": sum(talk) / len(talk) if talk else None,
            "manual_connected_outcomes": sum(call.outcome_source in PEOPLE for call in connected),
            "by_sentiment": {
                word: sum(self.says(call, meaning)[1] == word for call in calls)
                for word in ("positive", "neutral", "negative")
            },
            "missing_outcome": sum(call.outcome_id is None for call in calls),
            "prefilled": sum(call.outcome_source == "webhook" for call in calls),
            "connected_positive": len(won),
            "meetings_booked": len(booked),
        }

    def grouped(self, calls: Iterable[Call], group_by: str, meaning: str) -> dict[str, Figures]:
        parts: dict[str, list[Call]] = defaultdict(list)
        for call in calls:
            parts[self.key(call, group_by, meaning)].append(call)
        return {key: self.figures(part, meaning) for key, part in parts.items()}

    def wrap_ups(self, calls: Iterable[Call]) -> tuple[int, int]:
        """How many wrap-ups count, and their seconds."""
        waits = []
        for call in calls:
            until = call.decided_at or call.ended_at
            if until and call.line_ended_at:
                wait = int(until.timestamp()) - int(call.line_ended_at.timestamp())
                waits += [max(0, wait)] if wait <= 1800 else []
        return len(waits), sum(waits)
