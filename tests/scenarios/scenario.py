"""Sessions told in plain text, which a coach can read and check.

A scenario is a text file of headed sections; everything before the first heading says what it is
about, and lines that start with # are remarks.

    Routine     a routine file, indented; exercises of the library are at hand
    Choices     self-counted, right side first, 3 sets, 8 reps, 10 s rest, 5 s to get ready,
                4 s countdown
    Hidden      kinds of timeline lines left out, such as Phase or Countdown
    Athlete     what is done when: `at 0:12.5 pause`, `at 0:14 0:16 0:18 count`
    Timeline    every line that `bandtimer trace` would print, but for those hidden; at one
                instant, what is recorded stands before what is heard
    Record      what is saved of each set
    Heard       every sound and, in quotes, every phrase, where no one intervenes and a phrase
                takes a sixteenth of a second a letter; written only where it matters

The athlete can: pause, resume, count, next, skip, back, stop, `reps +2`, `+10` or `-10` seconds,
`sets +1`, `instead wall-clamshell` for a variant, and wait. The session goes on after the last of
that until it ends or waits for the athlete. What the session does not allow stands in the timeline
as `Refused: …`.

Two things happen to the program: `from 0:20 to 0:25 stuck`, in which it does nothing, and
`at 0:40 cut off`, after which it starts again from what is on record. The session's clock stands
still meanwhile, so what follows counts from the last thing on record.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan, Side
from bandtimer.core.record import SetRecord, set_records
from bandtimer.core.routine import SECOND, Exercise
from bandtimer.core.simulate import simulate
from bandtimer.core.state import IllegalTransition, State
from bandtimer.present.narration import wishes
from bandtimer.present.placement import Timeline, placed
from bandtimer.present.score import score
from bandtimer.present.trace import exact_clock, trace_line
from bandtimer.present.wish import Telling
from bandtimer.present.wording import duration_text, reps_text, side_text
from bandtimer.routines.library import load_library
from bandtimer.routines.routine_reader import read_routine

HEADINGS = ("Routine", "Choices", "Hidden", "Athlete", "Timeline", "Record", "Heard")
_LETTER_MS = 62
TICK_MS = 100

COMMANDS: dict[str, Callable[[Engine, int], Output]] = {
    "pause": Engine.pause,
    "resume": Engine.resume,
    "count": Engine.count_rep,
    "next": Engine.finish_step,
    "skip": Engine.skip,
    "back": Engine.back,
    "stop": Engine.stop,
    "wait": Engine.poll,
}


@dataclass(frozen=True)
class Line:
    """One thing that happens at an instant, to the session or to the program."""

    at: int
    what: str


@dataclass(frozen=True)
class Scenario:
    """A scenario as it stands in its file."""

    plan: Plan
    hidden: frozenset[str]
    lines: tuple[Line, ...]
    stuck: tuple[tuple[int, int], ...]
    timeline: tuple[str, ...]
    record: tuple[str, ...]
    heard: tuple[str, ...]


def read_scenario(path: Path) -> Scenario:
    """Read a scenario; raises ValueError for what does not belong into one."""
    sections = _sections(path.read_text(encoding="utf-8"))
    library = load_library()
    reading = read_routine("scenario.yaml", _yaml(sections["Routine"]), library.exercises)
    if reading.meaning is None:
        raise ValueError("\n".join(map(str, reading.problems)))
    choices = Choices()
    for choice in _listed(sections["Choices"]):
        choices = _chosen(choices, choice)
    lines, stuck = _happenings(sections["Athlete"])
    return Scenario(
        plan=compile_plan(reading.meaning, library.exercises, choices),
        hidden=frozenset(_listed(sections["Hidden"])),
        lines=tuple(lines),
        stuck=tuple(stuck),
        timeline=tuple(_one_space(line) for line in sections["Timeline"]),
        record=tuple(_one_space(line) for line in sections["Record"]),
        heard=tuple(_one_space(line) for line in sections["Heard"]),
    )


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    current: list[str] | None = None
    for line in text.splitlines():
        if line in HEADINGS:
            current = found[line]
        elif current is not None and line.strip() and not line.lstrip().startswith("#"):
            if not line.startswith(" "):
                raise ValueError(f"'{line}' is no heading; indent what belongs to one")
            current.append(line)
    return found


def _yaml(lines: list[str]) -> bytes:
    return ("format: 1\n" + dedent("\n".join(lines)) + "\n").encode()


def _listed(lines: list[str]) -> list[str]:
    return [item.strip() for line in lines for item in line.split(",") if item.strip()]


def _one_space(line: str) -> str:
    return " ".join(line.split())


def _chosen(choices: Choices, choice: str) -> Choices:
    match choice.split():
        case ["self-counted"]:
            return replace(choices, paced=False)
        case ["right", "side", "first"]:
            return replace(choices, first_side=Side.RIGHT)
        case [number, "sets"]:
            return replace(choices, sets=int(number))
        case [number, "reps"]:
            return replace(choices, reps=int(number))
        case [number, "s", "rest"]:
            return replace(choices, rest_ms=int(number) * SECOND)
        case [number, "s", "to", "get", "ready"]:
            return replace(choices, get_ready_ms=int(number) * SECOND)
        case [number, "s", "to", "switch", "sides"]:
            return replace(choices, switch_ms=int(number) * SECOND)
        case [number, "s", "countdown"]:
            return replace(choices, lead_in_ms=int(number) * SECOND)
    raise ValueError(f"'{choice}' is nothing to choose")


def _happenings(lines: list[str]) -> tuple[list[Line], list[tuple[int, int]]]:
    happen: list[Line] = []
    stuck: list[tuple[int, int]] = []
    for line in lines:
        times = [_milliseconds(word) for word in line.split() if ":" in word]
        match line.split():
            case ["from", _, "to", _, "stuck"]:
                stuck.append((times[0], times[1]))
            case ["at", *_] if times:
                happen += [Line(at, " ".join(line.split()[1 + len(times) :])) for at in times]
            case _:
                raise ValueError(f"'{line.strip()}' says nothing that could happen")
    return happen, stuck


def _milliseconds(clock: str) -> int:
    minutes, seconds = clock.split(":")
    return int(minutes) * 60 * SECOND + round(float(seconds) * SECOND)


class Stage:
    """A scenario in progress: the session, and all that it brought forth as timeline lines."""

    def __init__(self, scenario: Scenario, tick_ms: int | None) -> None:
        """Poll every `tick_ms`, or at the given lines alone where that is None."""
        self._scenario = scenario
        self._tick_ms = tick_ms
        self._engine = Engine(scenario.plan)
        self._facts: list[Fact] = []
        self._now = 0
        self._timeline: list[str] = []

    @property
    def timeline(self) -> list[str]:
        """The lines so far, hidden ones left out."""
        return [line for line in self._timeline if not self._is_hidden(line)]

    @property
    def record(self) -> list[str]:
        """What is saved of each set."""
        exercises, records = self._engine.state.plan.exercises, set_records(self._engine.state)
        return [record_line(item, exercises[item.exercise]) for item in records]

    def play(self) -> None:
        """Let everything happen, then run on for as long as it goes by itself."""
        self._run_until(0)
        for line in self._scenario.lines:
            self._run_until(line.at)
            if line.what == "cut off":
                self._cut_off()
            else:
                self._do(line)
        while (due := self._engine.next_deadline()) is not None:
            self._run_until(due)

    def _run_until(self, at: int) -> None:
        for tick in self._ticks(at):
            self._keep(self._engine.poll(tick))
        self._keep(self._engine.poll(at))
        self._now = at

    def _ticks(self, until: int) -> Iterator[int]:
        if self._tick_ms is None:
            return
        first = -(-self._now // self._tick_ms) * self._tick_ms
        for tick in range(first, until, self._tick_ms):
            if not any(start <= tick < end for start, end in self._scenario.stuck):
                yield tick

    def _do(self, line: Line) -> None:
        try:
            output = self._command(line.what)(self._engine, line.at)
        except IllegalTransition:
            self._timeline.append(f"{exact_clock(line.at)} Refused: {line.what}")
        else:
            self._keep(output)

    def _command(self, what: str) -> Callable[[Engine, int], Output]:
        if what in COMMANDS:
            return COMMANDS[what]
        if found := re.fullmatch(r"reps ([+-]\d+)", what):
            change = int(found[1])
            return lambda engine, now: engine.correct_reps(now, change)
        if found := re.fullmatch(r"sets ([+-]\d+)", what):
            more = int(found[1])
            return lambda engine, now: engine.change_sets(now, more)
        if found := re.fullmatch(r"instead ([a-z-]+)", what):
            variant = found[1]
            return lambda engine, now: engine.swap_exercise(now, variant)
        if re.fullmatch(r"[+-]\d+", what):
            return lambda engine, now: engine.add_time(now, int(what) * SECOND)
        raise ValueError(f"'{what}' is nothing an athlete can do")

    def _cut_off(self) -> None:
        self._timeline.append(f"{exact_clock(self._now)} Cut off")
        self._engine, output = Engine.interrupted(self._scenario.plan, self._facts)
        self._now = self._engine.state.at
        self._keep(output)

    def _keep(self, output: Output) -> None:
        self._facts.extend(output.facts)
        plan = self._engine.state.plan
        self._timeline.extend(_one_space(trace_line(item, plan)) for item in output.by_time())

    def _is_hidden(self, line: str) -> bool:
        text = line.split(" ", 1)[1]
        return text.removeprefix("> ").split(":")[0] in self._scenario.hidden


def record_line(record: SetRecord, exercise: Exercise) -> str:
    """Put a set's record into a line: Plank, set 1 of 2: done, 30 s."""
    number = f"set {record.set_number} of {record.sets}"
    side = side_text(exercise, record.side)
    place = ", ".join(part for part in (record.exercise_name, side, number) if part)
    counts = record.reps is not None and (record.work == "reps" or record.reps > 0)
    counted = [reps_text(record.reps or 0)] if counts else []
    return f"{place}: " + ", ".join(
        [record.outcome.value, *counted, duration_text(record.elapsed_ms)]
    )


def heard_lines(plan: Plan) -> list[str]:
    """Put into lines what is heard of a session in which nobody intervenes."""
    items, until = list(simulate(plan)), plan.estimated_ms + 60 * SECOND
    asked = wishes(State(plan), items, Telling(), until)
    lengths = {text: _LETTER_MS * len(text) for wish in asked for text in wish.variants}
    heard = [(note.due, str(note.sound)) for note in score(items)]
    heard += [(s.at, f'"{s.phrase}"') for s in placed(asked, Timeline(items, until), lengths)]
    return [f"{exact_clock(at)} {what}" for at, what in sorted(heard, key=lambda one: one[0])]
