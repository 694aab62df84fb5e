"""What an import brings, and what came of it, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bandtimer.present.dates import brief_day, time_of_day

_MOST_PROBLEMS = 3
_MOST_UNKNOWN = 6
_COMING = {
    "known": "already here",
    "extended": "changed elsewhere",
    "unfinished": "not ended",
    "conflict": "went on differently here",
    "refused": "left out",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A session of the file; `outcome` is the word that importing has for what becomes of it."""

    name: str
    started: datetime
    sets: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ArrivalsView:
    """The file in words: what comes in, and below it what is wrong; `rows` has the new ones.

    `unknown` tells of exercises that the library lacks.
    """

    summary: str
    unknown: str
    problems: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


def arrivals_view(
    arrivals: Sequence[Arrival],
    problems: Sequence[str],
    refusals: Sequence[str],
    unknown: Sequence[str],
    today: date,
) -> ArrivalsView:
    """Return what an import would bring; the latest come first.

    `problems` tell what cannot be read, `refusals` which sessions are left out.
    """
    new = sorted(
        (one for one in arrivals if one.outcome == "added"),
        key=lambda one: one.started,
        reverse=True,
    )
    outcomes = Counter(one.outcome for one in arrivals)
    parts = [_sessions(len(new), "new")]
    parts += [f"{outcomes[one]:,} {words}" for one, words in _COMING.items() if outcomes[one]]
    if problems:
        parts.append(f"{len(problems):,} cannot be read")
    wrong = (*refusals, *problems)
    shown = list(wrong[:_MOST_PROBLEMS])
    if len(wrong) > _MOST_PROBLEMS:
        shown.append(f"and {len(wrong) - _MOST_PROBLEMS:,} more")
    rows = tuple((one.name, f"{_when(one.started, today)}, {_sets(one)}") for one in new)
    return ArrivalsView(", ".join(parts), unknown_text(unknown), tuple(shown), rows)


def unknown_text(names: Sequence[str]) -> str:
    """Return which exercises the library lacks; "" where it has all."""
    if not names:
        return ""
    listed = ", ".join(names[:_MOST_UNKNOWN])
    if len(names) > _MOST_UNKNOWN:
        listed += f" and {len(names) - _MOST_UNKNOWN:,} more"
    return f"Not in the library, kept by name: {listed}"


def came_in_text(outcomes: Counter[str]) -> str:
    """Return what came of an import; its outcomes are the words that importing has for them."""
    words = {
        "added": "came in",
        "extended": "brought up to date",
        "known": "known already",
        "unfinished": "left out, as not ended",
        "conflict": "left as it is here",
        "refused": "left out",
    }
    parts = [
        f"{_sessions(number, '')}{words[outcome]}" if not place else f"{number:,} {words[outcome]}"
        for place, (outcome, number) in enumerate(
            (outcome, outcomes[outcome]) for outcome in words if outcomes[outcome]
        )
    ]
    return f"{', '.join(parts)}." if parts else "There was nothing to import."


def _sessions(number: int, what: str) -> str:
    noun = "session" if number == 1 else "sessions"
    return f"{number:,} {what} {noun}" if what else f"{number:,} {noun} "


def _when(started: datetime, today: date) -> str:
    return f"{brief_day(started.date(), today)} {time_of_day(started)}"


def _sets(arrival: Arrival) -> str:
    return "1 set" if arrival.sets == 1 else f"{arrival.sets} sets"
