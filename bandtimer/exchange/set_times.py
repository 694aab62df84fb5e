"""When the sets of a session began and ended, and when it stood still."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandtimer.core.facts import Fact, SessionEnded, StepRestarted, StepStarted
from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord, records_of_step
from bandtimer.core.state import State, Status, apply


@dataclass(frozen=True, slots=True)
class TimedSet:
    """A set with its place on the session's clock, in ms; pauses within it included."""

    record: SetRecord
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TimedSession:
    """The sets of a session in the order in which they ended.

    `pauses` are the stretches, in ms on the session's clock, in which it stood still, the countdown
    before it went on among them; `end_ms` is its end with those counted.
    """

    state: State
    sets: tuple[TimedSet, ...]
    pauses: tuple[tuple[int, int], ...]
    end_ms: int


def timed_session(plan: Plan, facts: Iterable[Fact]) -> TimedSession:
    """Work out when all took place; what was edited later has the times of what it stands for."""
    state = State(plan)
    begun: dict[int, int] = {}
    pauses: list[tuple[int, int]] = []
    since = end_ms = 0
    for fact in facts:
        after = apply(state, fact)
        match fact:
            case StepStarted(at, step):
                begun[step] = at
            case StepRestarted(at, step, lead_in_ms):
                begun[step] = at + lead_in_ms
            case SessionEnded(at):
                end_ms = at
        _stand_still(pauses, since, _still_until(state, since, fact.at))
        state, since = after, fact.at
    ended = sorted(state.results, key=lambda step: state.results[step].at)
    sets = tuple(timed for step in ended for timed in _timed(state, step, begun.get(step, 0)))
    return TimedSession(state, sets, tuple(pauses), end_ms)


def _still_until(state: State, since: int, until: int) -> int:
    if state.status is Status.PAUSED:
        return until
    return min(since + state.lead_in_left_ms(since), until)


def _stand_still(pauses: list[tuple[int, int]], start: int, end: int) -> None:
    if end > start:
        if pauses and pauses[-1][1] == start:
            start = pauses.pop()[0]
        pauses.append((start, end))


def _timed(state: State, step: int, begun: int) -> Iterator[TimedSet]:
    """Share out the time of a step among its records by how long each took."""
    records = records_of_step(state, step)
    end = state.results[step].at
    whole = sum(record.elapsed_ms for record in records)
    at = begun
    for place, record in enumerate(records, start=1):
        share = (end - begun) * record.elapsed_ms // whole if whole else 0
        until = end if place == len(records) else at + share
        yield TimedSet(record, at, until)
        at = until
