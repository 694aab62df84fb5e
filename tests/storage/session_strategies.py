"""Random sessions, led by the engine itself: any commands at any instants."""

from collections.abc import Callable, Sequence
from functools import partial

from hypothesis import strategies as st
from storage_samples import MIXED, plan_of

from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact, Relief
from bandtimer.core.plan import Plan, Side
from bandtimer.core.state import IllegalTransition, State, Status

Command = Callable[[Engine, int], Output]


def _report_pain(relief: Relief, engine: Engine, now: int) -> Output:
    return engine.report_pain(now, relief)


UNDER_WAY: tuple[Command, ...] = (
    Engine.poll,
    Engine.pause,
    Engine.resume,
    Engine.count_rep,
    Engine.finish_step,
    Engine.skip,
    Engine.back,
    lambda engine, now: engine.correct_reps(now, -2),
    lambda engine, now: engine.correct_reps(now, 3),
    lambda engine, now: engine.add_time(now, 10_000),
    lambda engine, now: engine.change_sets(now, 1),
    lambda engine, now: engine.change_sets(now, -1),
    lambda engine, now: engine.swap_exercise(now, "squat"),
    lambda engine, now: engine.choose_band(now, "green"),
    *(partial(_report_pain, relief) for relief in Relief),
)
AFTERWARDS: tuple[Command, ...] = (
    lambda engine, now: engine.rate(now, 7),
    lambda engine, now: engine.note(now, "Gut 💪 \ud800 \0 'quoted'"),
    lambda engine, now: engine.correct_reps(now, 1),
)


class Session:
    """A plan and the engine's outputs, each with the state it led to."""

    # No dataclass: Hypothesis would print all its steps, and refuses to print more than 30 kB.

    def __init__(self, plan: Plan, outputs: Sequence[tuple[tuple[Fact, ...], State]]) -> None:
        self.plan = plan
        self.outputs = tuple(outputs)

    def __repr__(self) -> str:
        return f"Session({self.facts!r:.9999})"

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for facts, _ in self.outputs for fact in facts)

    @property
    def state(self) -> State:
        return self.outputs[-1][1]


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    plan = plan_of(
        MIXED, paced=draw(st.booleans()), first_side=draw(st.sampled_from([Side.LEFT, Side.RIGHT]))
    )
    engine, now = Engine(plan), 0
    outputs = [(engine.poll(0).facts, engine.state)]
    moves = st.tuples(st.integers(0, 12_000), st.sampled_from(UNDER_WAY))
    for wait, command in draw(st.lists(moves, max_size=40)):
        now = _tried(engine, command, now + wait, outputs)
    if draw(st.booleans()):
        now = _tried(engine, Engine.stop, now, outputs)
    if engine.state.status is Status.ENDED:
        for command in draw(st.lists(st.sampled_from(AFTERWARDS))):
            now = _tried(engine, command, now, outputs)
    return Session(plan, outputs)


def _tried(
    engine: Engine,
    command: Command,
    now: int,
    outputs: list[tuple[tuple[Fact, ...], State]],
) -> int:
    try:
        output = command(engine, now)
    except IllegalTransition:
        return engine.state.at
    outputs.append((output.facts, engine.state))
    return max(now, engine.state.at)
