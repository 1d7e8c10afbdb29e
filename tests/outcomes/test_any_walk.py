"""Whatever is recorded and whatever is done to the catalogue, in any order: the numbers are a recount by hand.

The recount knows nothing of tallies, marks or SQL: it walks through raw calls in plain Python, by the catalogue as
the page sees it and by what an outcome meant at the moment it was recorded, which the walk itself remembers.
"""

from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialer import db
from dialer.models import Call, Flow
from tests.outcomes.acts import create, delete, edit, look, restore
from tests.people import Person
from tests.scenarios import BUSY, RANG_OUT, RINGING, TALKED, Step
from tests.twilio_client import Line, Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["talk", "busy", "rings", "record", "record", "clear", "late", "delete", "delete", "delete", "merge",
             "merge", "merge", "restore", "rename", "connect", "connect", "feel", "prefill", "create", "recount"]
        ),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    min_size=10,
    max_size=20,
)  # fmt: skip
NAMES = count(1)
Meaning = tuple[str, str]  # connect status and sentiment


class Walk:
    """A rep with calls, an admin with a catalogue, and a memory of what each outcome meant when it was recorded."""

    def __init__(self, world: World, rep: Person, admin: Person, flow_id: int) -> None:
        self.world, self.rep, self.admin, self.flow_id = world, rep, admin, flow_id
        self.day = world.clock.at.date().isoformat()
        self.lines: dict[int, Line] = {}
        self.meant: dict[int, Meaning | None] = {}
        self.entries: dict[int, int] = {}  # in a call's history, when its meaning was remembered

    def talk(self, one: int, other: int) -> None:
        self._call(TALKED)

    def busy(self, one: int, other: int) -> None:
        self._call(BUSY if one % 2 else RANG_OUT)

    def rings(self, one: int, other: int) -> None:
        """The rep gives up while it rings; what the line says of it comes later, or never."""
        self._call(RINGING)

    def record(self, one: int, other: int) -> None:
        if call_id := self._some_call(one):
            self.rep.record(call_id, self._key(other))
            self._remember(call_id)

    def clear(self, one: int, other: int) -> None:
        if call_id := self._some_call(one):
            self.rep.clear(call_id)
            self._remember(call_id)

    def late(self, one: int, other: int) -> None:
        """A callback that was held up somewhere."""
        if call_id := self._some_call(one):
            word = ("busy", "no_answer", "completed")[other % 3]
            assert self.lines[call_id].say(Step(40, "lead", word)).status_code == 204
            self._remember(call_id)

    def delete(self, one: int, other: int) -> None:
        delete(self.admin, self._used(one))

    def merge(self, one: int, other: int) -> None:
        delete(self.admin, self._used(one), merge_into=(self._used if other % 2 else self._key)(other))

    def restore(self, one: int, other: int) -> None:
        gone = [key for key, entry in look(self.admin).items() if entry["deleted"]]
        if gone:
            restore(self.admin, gone[one % len(gone)])

    def rename(self, one: int, other: int) -> None:
        edit(self.admin, self._key(one), label=f"Named {next(NAMES)}")

    def connect(self, one: int, other: int) -> None:
        edit(self.admin, self._used(one), connect_status=("connected", "not_connected")[other % 2])

    def feel(self, one: int, other: int) -> None:
        edit(self.admin, self._used(one), sentiment=("positive", "neutral", "negative")[other % 3])

    def prefill(self, one: int, other: int) -> None:
        edit(self.admin, self._key(one), prefills=[("busy", "no_answer", "canceled")[other % 3]])

    def create(self, one: int, other: int) -> None:
        create(self.admin, f"Made {next(NAMES)}", sentiment=("positive", "negative")[other % 2])

    def recount(self, one: int, other: int) -> None:
        recount_stale_days()

    def _call(self, scenario: str) -> None:
        call_id = self.rep.dial()
        with db.transaction(1) as session:
            session.get_one(Call, call_id).flow_id = self.flow_id if call_id % 2 else None
        self.lines[call_id] = self.world.twilio.connect(self.rep, call_id).play(scenario)
        self.rep.end(call_id)
        self._remember(call_id)

    def _some_call(self, number: int) -> int | None:
        known = sorted(self.lines)
        return known[number % len(known)] if known else None

    def _key(self, number: int) -> str:
        keys = list(look(self.admin))
        return keys[number % len(keys)]

    def _used(self, number: int) -> str:
        """An outcome of one of the calls: changing another would move nothing."""
        calls = self.rep.see("/api/calls", limit=20, **{"from": self.day})["items"]
        keys = sorted({call["outcome"]["key"] for call in calls if call["outcome"]})
        return keys[number % len(keys)] if keys else self._key(number)

    def _remember(self, call_id: int) -> None:
        """What the call's outcome means by today's catalogue, if something was recorded by this very step."""
        history = self.rep.see(f"/api/calls/{call_id}/history")["items"]
        if len(history) == self.entries.get(call_id):
            return
        self.entries[call_id] = len(history)
        outcome = self.rep.call(call_id)["outcome"]
        self.meant[call_id] = (outcome["connect_status"], outcome["sentiment"]) if outcome else None


def by_hand(calls: list[dict[str, Any]], meaning_of: Any) -> dict[str, Any]:
    """The figures of these calls, added up one by one."""
    sums: Counter[str] = Counter()
    seconds = 0
    for call in calls:
        connected, sentiment = meaning_of(call) or (None, None)
        sums["calls"] += 1
        sums["missing_outcome"] += call["outcome"] is None
        sums["prefilled"] += call["outcome_source"] == "webhook"
        if sentiment:
            sums[sentiment] += 1
        if connected == "connected":
            sums["connected_calls"] += 1
            seconds += call["line"]["talk_seconds"] or 0
            sums["manual_connected_outcomes"] += call["outcome_source"] == "rep"
    names = ("calls", "connected_calls", "manual_connected_outcomes", "missing_outcome", "prefilled")
    return {
        **{name: sums[name] for name in names},
        "by_sentiment": {name: sums[name] for name in ("positive", "neutral", "negative")},
        "connect_rate": sums["connected_calls"] / sums["calls"] if calls else None,
        "average_call_seconds": seconds / sums["connected_calls"] if sums["connected_calls"] else None,
    }


def counted(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Placed, and the line is over."""
    return [call for call in calls if call["line_ended_at"] and call["line"]["result"] != "not_placed"]


def heir(catalogue: dict[str, dict[str, Any]], key: str) -> str:
    while catalogue[key]["merged_into"]:
        key = catalogue[key]["merged_into"]
    return key


def figures(found: dict[str, Any]) -> dict[str, Any]:
    names = set(by_hand([], lambda _: None))
    return {name: value for name, value in found.items() if name in names}


def check(walk: Walk) -> None:
    """Team numbers in both readings, split by outcome and not, flow numbers, and the calls behind each of them."""
    recount_stale_days()
    period = {"from": walk.day, "to": walk.day}
    catalogue = look(walk.admin)
    calls = counted([walk.rep.call(call_id) for call_id in walk.lines])

    def now(call: dict[str, Any]) -> Meaning | None:
        entry = catalogue[heir(catalogue, call["outcome"]["key"])] if call["outcome"] else None
        return (entry["connect_status"], entry["sentiment"]) if entry and not entry["deleted"] else None

    def then(call: dict[str, Any]) -> Meaning | None:
        return walk.meant[call["id"]]

    def key_of(call: dict[str, Any], merged: bool) -> str:
        if call["outcome"] is None:
            return "none"
        return heir(catalogue, call["outcome"]["key"]) if merged else call["outcome"]["key"]

    for meaning, read in (("now", now), ("recorded", then)):
        answer = walk.rep.numbers(meaning=meaning, **period)
        assert figures(answer["totals"]) == by_hand(calls, read), meaning
        for group in answer["groups"]:
            mine = [call for call in calls if key_of(call, meaning == "now") == group["key"]]
            assert figures(group) == by_hand(mine, read), (meaning, group["key"])
            listed = walk.rep.see(group["calls_url"] + "&limit=200")["items"]
            assert {call["id"] for call in listed} == {call["id"] for call in mine}
    flows = walk.rep.see("/api/analytics/flows", **period)
    assert figures(flows["totals"]) == by_hand([call for call in calls if call["flow"]], then)


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # the walks share a world, so a shorter one would prove nothing
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walks=STEPS)
def test_any_walk_through_calls_and_catalogue_is_counted_right(
    world: World, rep: Person, admin: Person, twilio: Twilio, walks: list[tuple[str, int, int]]
) -> None:
    """Each walk has a day of its own, and begins with nothing deleted."""
    with db.transaction(1) as session:
        session.add(flow := Flow(name=f"Flow {next(NAMES)}", created_at=world.clock.at))
        session.flush()
    world.clock.at = (world.clock.at + timedelta(days=1)).replace(hour=9)
    for key, entry in look(admin).items():
        if entry["deleted"]:
            restore(admin, key)
    edit(admin, "opt_out", effects={"marks_do_not_call": False})  # or the lead could not be called again
    walk = Walk(world, rep, admin, flow.id)
    for number in range(3):  # something to change
        walk.talk(0, 0)
        walk.record(number, 100 * number + len(walks))
    walk.busy(1, 0)
    for act, one, other in walks:
        getattr(walk, act)(one, other)
    check(walk)


def test_the_walk_meets_what_it_is_about(world: World, rep: Person, admin: Person, twilio: Twilio) -> None:
    """One walk written out, so that the recount by hand is known to see merged, deleted and re-read calls."""
    call_ids = [after(rep, twilio, TALKED) for _ in range(3)]
    for call_id in call_ids:
        rep.end(call_id, outcome="bad_fit")
    delete(admin, "bad_fit", merge_into="busy")
    edit(admin, "busy", connect_status="connected")
    recount_stale_days()
    assert rep.numbers()["totals"]["by_sentiment"] == {"positive": 0, "neutral": 3, "negative": 0}
    assert rep.numbers(meaning="recorded")["totals"]["by_sentiment"]["negative"] == 3
