"""Hypothesis strategies for routines of all shapes, and for what athletes do in the middle."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import PauseReason, Relief
from bandtimer.core.plan import Plan, Side
from bandtimer.core.routine import (
    HOUR,
    SECOND,
    Block,
    Exercise,
    FormCue,
    Hold,
    Order,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Tempo,
    Timed,
    Work,
)

# A slow machine is no fault of the core's.
thorough = settings(deadline=None, max_examples=100)

# Mostly whole seconds, as in files, so that several things fall on one instant; some odd ones.
lengths = st.integers(1, 45).map(lambda s: s * SECOND) | st.integers(1, 45_000)
rests = st.just(0) | lengths


@st.composite
def ranges(draw: st.DrawFn, values: st.SearchStrategy[int]) -> Range:
    low, high = sorted((draw(values), draw(values)))
    shapes = [Range.exactly(low), Range(low, high), Range(low, None), Range(0, None)]
    return draw(st.sampled_from(shapes))


@st.composite
def tempos(draw: st.DrawFn) -> Tempo:
    phases = [draw(st.integers(0, 6)) * 500 for _ in range(4)]
    return Tempo(*phases) if any(phases) else Tempo(0, 0, 1_000, 0)


works: st.SearchStrategy[Work] = st.one_of(
    st.builds(Reps, ranges(st.integers(1, 7)), st.just(0) | st.integers(1, 5_000)),
    st.builds(Hold, ranges(lengths), st.booleans()),
    st.builds(Timed, lengths),
)
every = st.integers(1, 5)
some_sides = st.sampled_from(Sides)


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Exercise]:
    return {
        name: Exercise(
            name,
            name.title(),
            sides=draw(some_sides),
            alternate_every=draw(every),
            tempo=draw(st.none() | tempos()),
            easier=easier,
            cues=(FormCue("Stay tall"), FormCue("Lower slowly", Phase.ECCENTRIC)),
            usual=draw(st.none() | works),
        )
        for name, easier in (("bridge", ("kickback",)), ("kickback", ()), ("walk", ("bridge",)))
    }


counts = st.builds(lambda low, more: Range(low, low + more), st.integers(1, 3), st.integers(0, 1))

prescriptions = st.builds(
    Prescription,
    st.sampled_from(["bridge", "kickback", "walk"]),
    works,
    counts,
    st.none() | some_sides,
    st.none() | every,
    st.none() | tempos(),
    rests,
)

blocks = st.builds(
    Block,
    st.lists(prescriptions, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", "Strength", "Tabata"]),
    st.sampled_from(Order),
    counts,
    st.none() | rests,
)

routines = st.builds(
    Routine, st.just("any"), st.just("Any"), st.lists(blocks, min_size=1, max_size=2).map(tuple)
)

choices = st.builds(
    Choices,
    sets=st.none() | st.integers(1, 3),
    reps=st.none() | st.integers(1, 7),
    rest_ms=st.none() | rests,
    paced=st.booleans(),
    first_side=st.sampled_from([Side.LEFT, Side.RIGHT]),
    get_ready_ms=rests,
    switch_ms=rests,
    tempo=tempos(),
    lead_in_ms=st.sampled_from([0, 1_500, 3_000, 4_000]),
    variants=st.sampled_from([{}, {"bridge": "kickback"}, {"walk": "bridge", "bridge": "walk"}]),
    bands=st.sampled_from([{}, {"kickback": "blue"}]),
)

plans: st.SearchStrategy[Plan] = st.builds(compile_plan, routines, libraries(), choices)


@dataclass(frozen=True)
class Command:
    """What the athlete can ask of a session at an instant."""

    name: str
    do: Callable[[Engine, int], Output]

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Act:
    """A command given `at` an instant."""

    at: int
    command: Command


POLL = Command("poll", Engine.poll)
PAUSE = Command("pause", lambda engine, now: engine.pause(now, PauseReason.LEFT))
RESUME = Command("resume", Engine.resume)
COUNT = Command("count", Engine.count_rep)
FINISH = Command("finish", Engine.finish_step)
SKIP = Command("skip", Engine.skip)
BACK = Command("back", Engine.back)
STOP = Command("stop", Engine.stop)
RATE = Command("rate", lambda engine, now: engine.rate(now, 7))
NOTE = Command("note", lambda engine, now: engine.note(now, "good"))


def add_time(ms: int) -> Command:
    return Command(f"add {ms}", lambda engine, now: engine.add_time(now, ms))


def correct(change: int) -> Command:
    return Command(f"correct {change}", lambda engine, now: engine.correct_reps(now, change))


def swap(exercise: str) -> Command:
    return Command(f"swap {exercise}", lambda engine, now: engine.swap_exercise(now, exercise))


def change_sets(more: int) -> Command:
    return Command(f"sets {more}", lambda engine, now: engine.change_sets(now, more))


def hurt(relief: Relief) -> Command:
    return Command(f"hurt {relief}", lambda engine, now: engine.report_pain(now, relief))


# What moves a session on, without which open-ended work would be as far as any script gets.
working = st.sampled_from([COUNT, COUNT, FINISH, FINISH, FINISH, SKIP, correct(1), correct(-3)])
adding = st.sampled_from([10_000, -10_000, 999, -999, HOUR, -HOUR]).map(add_time)
standing = st.sampled_from([PAUSE, RESUME])
anything = st.one_of(
    working, standing, adding, st.sampled_from([BACK, BACK, BACK, STOP, RATE, NOTE])
)
# What changes the rest of the plan, or comes with such a change.
changing = st.sampled_from(
    [
        *map(swap, ("bridge", "kickback", "walk")),
        *map(change_sets, (1, 1, -1)),
        *map(hurt, Relief),
        Command("band", lambda engine, now: engine.choose_band(now, "red")),
    ]
)
everything = anything | changing
gaps = (
    st.sampled_from([0, 0, 1, 500, 1_000, 1_999, 2_000])
    | st.integers(0, 20).map(lambda s: s * SECOND)
    | st.integers(0, 60_000)
    | st.just(5 * 60_000)
)


@st.composite
def scripts(draw: st.DrawFn, commands: st.SearchStrategy[Command] = anything) -> list[Act]:
    step = st.tuples(gaps, commands)
    # Left to itself Hypothesis draws short lists, which hardly get beyond the first set.
    at = 0
    acts: list[Act] = []
    for gap, command in draw(st.lists(step, max_size=5) | st.lists(step, min_size=15, max_size=40)):
        at += gap
        acts.append(Act(at, command))
    return acts
