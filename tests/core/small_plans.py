"""Small plans by hand, for tests that name every instant."""

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.plan import Plan
from bandtimer.core.routine import (
    Block,
    Exercise,
    Order,
    Prescription,
    Range,
    Routine,
    Sides,
    Tempo,
    Work,
)

# Two seconds a rep: one up, one down.
QUICK = Tempo(1_000, 0, 1_000, 0)


def exercise(name: str = "bridge", sides: Sides = Sides.BOTH, every: int = 1) -> Exercise:
    return Exercise(name, name.title(), sides=sides, alternate_every=every, tempo=QUICK)


def plan_of(
    work: Work,
    sets: int = 1,
    *,
    sides: Sides = Sides.BOTH,
    every: int = 1,
    rest_ms: int = 20_000,
    choices: Choices | None = None,
) -> Plan:
    """Plan one exercise: 10 s to get ready, the sets at two seconds a rep, 20 s rest."""
    item = Prescription("bridge", work, Range.exactly(sets), rest_ms=rest_ms)
    routine = Routine("r", "R", (Block((item,)),))
    return compile_plan(routine, {"bridge": exercise(sides=sides, every=every)}, choices)


def circuit_of(works: dict[str, Work], rounds: int, rest_ms: int = 0) -> Plan:
    items = tuple(Prescription(name, work, rest_ms=rest_ms) for name, work in works.items())
    block = Block(items, "Circuit", Order.CIRCUIT, Range.exactly(rounds))
    return compile_plan(Routine("r", "R", (block,)), {name: exercise(name) for name in works})
