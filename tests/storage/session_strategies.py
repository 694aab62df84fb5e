"""Random sessions, led by the engine itself: any commands at any instants."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from storage_samples import MIXED, plan_of

from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan, Side
from bandtimer.core.state import IllegalTransition, State, Status

Command = Callable[[Engine, int], Output]

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
)
AFTERWARDS: tuple[Command, ...] = (
    lambda engine, now: engine.rate(now, 7),
    lambda engine, now: engine.note(now, "Gut 💪 \ud800 \0 'quoted'"),
    lambda engine, now: engine.correct_reps(now, 1),
)


@dataclass(frozen=True, slots=True)
class Session:
    """A plan and the engine's outputs, each with the state it led to."""

    plan: Plan
    outputs: tuple[tuple[tuple[Fact, ...], State], ...]

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
    return Session(plan, tuple(outputs))


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
