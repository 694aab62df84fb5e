"""What happened, in the order it happened: the journal's entries.

State is the fold of its facts, so a session can be taken up from them after any interruption.
`at` is in milliseconds on the session's clock. What the athlete changes afterwards, in the history,
is added as further facts; none is ever taken back.
"""

from dataclasses import dataclass
from enum import StrEnum

from bandtimer.core.choices import Adjustment, Side
from bandtimer.core.plan import Step


class Outcome(StrEnum):
    """How a step ended: run to its end or finished by the athlete, passed over, or stopped."""

    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class PauseReason(StrEnum):
    """Why a session stands still."""

    USER = "user"
    LEFT = "left"
    SUSPENDED = "suspended"
    INTERRUPTED = "interrupted"
    PAIN = "pain"


class Relief(StrEnum):
    """What the athlete does about pain."""

    STOP_EXERCISE = "stop_exercise"
    EASIER = "easier"
    END_SESSION = "end_session"


class Ending(StrEnum):
    """How a session ended: every step behind it, or stopped before."""

    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The step with this index began."""

    at: int
    step: int


@dataclass(frozen=True, slots=True)
class RepCounted:
    """A rep of the current step is complete; `reps` have been counted so far."""

    at: int
    reps: int


@dataclass(frozen=True, slots=True)
class RepsCorrected:
    """The athlete set right how many reps `step` had."""

    at: int
    step: int
    reps: int


@dataclass(frozen=True, slots=True)
class TimeAdded:
    """The current step got longer by `ms`, or shorter where that is negative."""

    at: int
    ms: int


@dataclass(frozen=True, slots=True)
class StepEnded:
    """The current step ended after `elapsed_ms`, pauses not counted."""

    at: int
    step: int
    outcome: Outcome
    reps: int
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class StepRestarted:
    """The athlete went back: what runs is dropped, and `step` begins anew, after a lead-in."""

    at: int
    step: int
    lead_in_ms: int = 0


@dataclass(frozen=True, slots=True)
class Paused:
    """The session stands still from here on."""

    at: int
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session goes on exactly where it stood still, after a lead-in."""

    at: int
    lead_in_ms: int = 0


@dataclass(frozen=True, slots=True)
class PainReported:
    """The exercise hurt, in or before the step `step`."""

    at: int
    step: int
    exercise: str
    relief: Relief


@dataclass(frozen=True, slots=True)
class BandChosen:
    """From here on the exercise is done with this band, called as its owner calls it."""

    at: int
    exercise: str
    band: str


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """From the step with the index `first` on, the plan goes on with `steps`.

    The steps are kept as they are, so that a later version of the program, which may plan the
    same adjustment differently, still tells what happened.
    """

    at: int
    first: int
    adjustment: Adjustment
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Nothing more will run."""

    at: int
    ending: Ending


@dataclass(frozen=True, slots=True)
class EffortRated:
    """The athlete's rating of perceived exertion for the session, 1 to 10 (Borg CR-10).

    None takes an earlier rating back.
    """

    at: int
    effort: int | None


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """The athlete's own words about the session; they replace earlier ones."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class SetEdited:
    """One side of a set was in truth so, whatever was recorded; replaces earlier edits of it.

    `reps` is None for a hold. `band` is the band's name, "" for none.
    """

    at: int
    step: int
    side: Side
    outcome: Outcome
    reps: int | None
    elapsed_ms: int
    band: str


@dataclass(frozen=True, slots=True)
class SetRestored:
    """One side of a set is again as it was recorded: the edits of it do not hold."""

    at: int
    step: int
    side: Side


@dataclass(frozen=True, slots=True)
class SetRated:
    """The rating of perceived exertion for one side of a set, 1 to 10; None for no rating."""

    at: int
    step: int
    side: Side
    effort: int | None


@dataclass(frozen=True, slots=True)
class SetNoted:
    """The athlete's own words about one side of a set; they replace earlier ones."""

    at: int
    step: int
    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class SessionDeleted:
    """The athlete wants the session out of the history."""

    at: int


@dataclass(frozen=True, slots=True)
class SessionUndeleted:
    """The session is back in the history as it was."""

    at: int


# What comes only once the session has ended.
Amendment = (
    EffortRated
    | NoteWritten
    | SetEdited
    | SetRestored
    | SetRated
    | SetNoted
    | SessionDeleted
    | SessionUndeleted
)

Fact = (
    StepStarted
    | RepCounted
    | RepsCorrected
    | TimeAdded
    | StepEnded
    | StepRestarted
    | Paused
    | Resumed
    | PainReported
    | BandChosen
    | PlanChanged
    | SessionEnded
    | Amendment
)

FACT_TYPES: dict[str, type[Fact]] = {
    kind.__name__: kind
    for kind in (
        StepStarted,
        RepCounted,
        RepsCorrected,
        TimeAdded,
        StepEnded,
        StepRestarted,
        Paused,
        Resumed,
        PainReported,
        BandChosen,
        PlanChanged,
        SessionEnded,
        EffortRated,
        NoteWritten,
        SetEdited,
        SetRestored,
        SetRated,
        SetNoted,
        SessionDeleted,
        SessionUndeleted,
    )
}
