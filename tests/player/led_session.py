"""A small session led on a clock that the test moves, with all it tells written down."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from fake_clock import FakeClock

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.cues import Cue
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan
from bandtimer.core.routine import (
    SECOND,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
)
from bandtimer.core.simulate import simulate
from bandtimer.player.controller import SessionController
from bandtimer.player.sessions import Sessions
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

EXERCISES = {
    "kickback": Exercise("kickback", "Kickback", sides=Sides.EACH),
    "bridge": Exercise("bridge", "Bridge hold"),
    "squat": Exercise("squat", "Squat"),
}

# 10 s get ready, 10 s work, 6 s switch, 10 s work, 5 s rest, the same again without the rest
# after it: 67 s.
KICKBACKS = Routine(
    "kickbacks",
    "Kickbacks",
    (Block((Prescription("kickback", Reps(Range(1, 2)), Range.exactly(2), rest_ms=5_000),)),),
)
# 10 s get ready, 12 s hold, 5 s change, 8 s work: 35 s.
HOLDS = Routine(
    "holds",
    "Holds",
    (
        Block(
            (
                Prescription("bridge", Hold(Range(6 * SECOND, 12 * SECOND)), rest_ms=5_000),
                Prescription("squat", Timed(8 * SECOND)),
            )
        ),
    ),
)
OPEN_HOLD = Routine("open", "Open hold", (Block((Prescription("bridge", Hold(Range(0, None))),)),))


def plan_of(routine: Routine, *, paced: bool = True) -> Plan:
    return compile_plan(routine, EXERCISES, Choices(paced=paced))


def facts_of(plan: Plan) -> tuple[Fact, ...]:
    return tuple(item for item in simulate(plan) if not isinstance(item, Cue))


def cues_of(plan: Plan) -> tuple[Cue, ...]:
    return tuple(item for item in simulate(plan) if isinstance(item, Cue))


def facts_on_disk(database: Path, session_id: int) -> tuple[Fact, ...]:
    """Read the journal as another program would."""
    with closing(open_database(database)) as connection:
        return Journal(connection).load(session_id).facts


class Led:
    """A session in a database of its own; `cues` and `failures` are all that were told."""

    def __init__(
        self,
        folder: Path,
        clock: FakeClock,
        routine: Routine = KICKBACKS,
        *,
        paced: bool = True,
    ) -> None:
        self.clock, self.database = clock, folder / "history.sqlite3"
        self.plan = plan_of(routine, paced=paced)
        # Nobody else holds this file for long, unless a test is about that.
        self.connection = open_database(self.database, busy_ms=0)
        self.sessions = Sessions(self.connection, History(self.connection), clock)
        self.cues: list[Cue] = []
        self.failures: list[str] = []
        self.lead(self.sessions.begin(routine, self.plan))

    def lead(self, controller: SessionController) -> None:
        """Listen to this controller from now on."""
        self.controller = controller
        controller.cue.connect(self.cues.append)
        controller.storage_failed.connect(self.failures.append)

    def start(self) -> None:
        self.controller.start()

    def run(self, seconds: float) -> None:
        """Let time pass, every deadline in it being met."""
        self.clock.run(self.controller, round(seconds * SECOND))

    @property
    def facts(self) -> tuple[Fact, ...]:
        return facts_on_disk(self.database, self.controller.session_id)

    def close(self) -> None:
        # What the system takes from a program that ends, whatever way it does.
        self.sessions._release_lead()
        self.connection.close()


def kinds(facts: Iterable[Fact]) -> list[str]:
    return [type(fact).__name__ for fact in facts]
