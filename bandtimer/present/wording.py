"""How things are put in words: durations, targets, sides and bands, in plain English.

Small pure functions, so that the window, the commands and the print sheet say the same thing
the same way. Durations are in milliseconds, as in the core.
"""

from bandtimer.core.plan import Side, Step
from bandtimer.core.routine import (
    HOUR,
    MINUTE,
    SECOND,
    BandKind,
    Exercise,
    Prescription,
    Range,
    Reps,
    SideNoun,
    Sides,
    Timed,
    Work,
    work_name,
    work_target,
)

# From here on seconds alone are hard to picture: 90 s is read at a glance, 150 s is not.
MINUTES_FROM_MS = 2 * MINUTE

_PLURALS = {
    SideNoun.SIDE: "sides",
    SideNoun.LEG: "legs",
    SideNoun.ARM: "arms",
    SideNoun.WAY: "directions",
}


def clock(ms: int) -> str:
    """Return a time as on a stopwatch: 0:45, 12:05, 1:02:03; what is begun of a second drops."""
    seconds = ms // SECOND
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def about(ms: int) -> str:
    """Return a rough length: about 46 min, about 1 h 5 min, under a minute."""
    minutes = (ms + MINUTE // 2) // MINUTE
    if minutes < 1:
        return "under a minute"
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    if minutes:
        parts.append(f"{minutes} min")
    return "about " + " ".join(parts)


def number_text(thousandths: int) -> str:
    """Return a number of thousandths as a decimal without needless digits: 20, 2.5, 0.125."""
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")


def duration_text(ms: int) -> str:
    """Return a length with its unit: 45 s, 2.5 s, 90 s, 2 min 30 s, 1 h."""
    if ms < MINUTES_FROM_MS:
        return f"{number_text(ms)} s"
    hours, rest = divmod(ms, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = ((f"{hours}", "h"), (f"{minutes}", "min"), (number_text(rest), "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number != "0")


def reps_text(reps: int) -> str:
    """Return a number of reps: 1 rep, 12 reps."""
    return f"{reps} rep" if reps == 1 else f"{reps} reps"


def set_text(number: int, of: int) -> str:
    """Return a place among sets: Set 2 of 3."""
    return f"Set {number} of {of}"


def work_text(work: Work) -> str:
    """Return what the work asks for: 12–15 reps, hold 20–30 s, 5 reps × 10 s hold, 40 s."""
    hold_ms = work.hold_ms if isinstance(work, Reps) else 0
    return target_text(work_target(work), work_name(work), hold_ms)


def target_text(target: Range, work: str, hold_ms: int = 0) -> str:
    """Return a target in words.

    `target` is in reps or, for hold and time, milliseconds, and `work` is "reps", "hold" or
    "timed", both as in a SetRecord; `hold_ms` is how long each rep is held.
    """
    if work == "hold":
        return f"hold {_hold_span(target)}"
    if work == "timed":
        return duration_text(target.low)
    if target.is_max:
        reps = "as many reps as you can"
        return f"{reps}, each held {duration_text(hold_ms)}" if hold_ms else reps
    reps = reps_text(1) if target == Range.exactly(1) else f"{_count_span(target)} reps"
    return f"{reps} × {duration_text(hold_ms)} hold" if hold_ms else reps


def prescription_text(
    prescription: Prescription, exercise: Exercise, sets: Range | None = None
) -> str:
    """Return sets and work of one exercise: 3 × 12–15 each leg, 3–5 × hold 20–30 s.

    `sets` stands in for the prescription's own where the athlete has chosen, or a circuit's
    rounds count.
    """
    work = prescription.work
    plain_reps = isinstance(work, Reps) and not work.hold_ms and not work.count.is_max
    each = _count_span(work_target(work)) if plain_reps else work_text(work)
    sides = prescription.sides or exercise.sides
    text = f"{_count_span(sets or prescription.sets)} × {each}"
    if sides is Sides.BOTH:
        return text
    if sides is Sides.ALTERNATE and isinstance(work, Timed):
        return f"{text}, alternating {_PLURALS[exercise.side_noun]}"
    text += f" each {exercise.side_noun}"
    if sides is Sides.ALTERNATE and isinstance(work, Reps):
        every = prescription.alternate_every or exercise.alternate_every
        text += ", alternating" if every == 1 else f", alternating every {every}"
    return text


def side_text(exercise: Exercise, side: Side | None) -> str:
    """Return the side by its name for this exercise: left leg, to the right; "" for both."""
    if side is None or side is Side.BOTH:
        return ""
    if exercise.side_noun is SideNoun.WAY:
        return f"to the {side}"
    return f"{side} {exercise.side_noun}"


def step_side_text(exercise: Exercise, step: Step) -> str:
    """Return which side a step works: left leg, left first in turns of 4, or ""."""
    if not step.alternate_every:
        return side_text(exercise, step.side)
    if step.alternate_every == 1:
        return f"{step.first_side} first, alternating"
    return f"{step.first_side} first, in turns of {step.alternate_every}"


def step_work_text(exercise: Exercise, step: Step) -> str:
    """Return what a step asks for: 12–15 reps, 12 reps each leg; "" for one that is no work."""
    if step.work is None:
        return ""
    text = work_text(step.work)
    return f"{text} each {exercise.side_noun}" if step.alternate_every else text


def band_text(exercise: Exercise) -> str:
    """Return which band goes where: loop band above the knees; no band where none is used."""
    band = exercise.band
    if band.kind is BandKind.NONE:
        return "no band"
    return f"{band.kind} band {band.where}".rstrip()


def own_band_text(exercise: Exercise, name: str) -> str:
    """Return the band by its owner's name for it: light loop band above the knees."""
    if not name or exercise.band.kind is BandKind.NONE:
        return band_text(exercise)
    return f"{name} {band_text(exercise)}"


def _count_span(target: Range) -> str:
    if target.high is None:
        return f"{target.low} or more"
    return f"{target.low}–{target.high}" if target.is_choice else str(target.low)


def _hold_span(time: Range) -> str:
    if time.is_max:
        return "as long as you can"
    if time.high is None:
        return f"{duration_text(time.low)} or longer"
    if not time.is_choice:
        return duration_text(time.low)
    if time.high < MINUTES_FROM_MS:
        return f"{number_text(time.low)}–{number_text(time.high)} s"
    return f"{duration_text(time.low)} – {duration_text(time.high)}"
