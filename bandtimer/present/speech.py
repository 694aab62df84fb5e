"""What the voice says, in plain spoken English.

Every function returns variants of one phrase, the fullest first and each shorter than the one
before, for whoever places them to take the first that fits; the shortest still tells what matters
most. This module alone knows a language: another one is another module with the same functions.
"""

from collections.abc import Sequence

from bandtimer.core.facts import Relief
from bandtimer.core.plan import Side, Step
from bandtimer.core.routine import (
    MINUTE,
    SECOND,
    BandKind,
    Exercise,
    Hold,
    Range,
    Reps,
    SideNoun,
    Timed,
    Work,
)
from bandtimer.present.wording import side_text

Variants = tuple[str, ...]

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety",
]  # fmt: skip

PAUSED: Variants = ("Paused",)
HURT: Variants = ("Paused. Take your time", "Paused")
HALFWAY: Variants = ("Halfway",)
TEN_LEFT: Variants = ("Ten seconds left", "Ten left", "Ten")
NEW_BEST: Variants = ("New best",)
SESSION_DONE: Variants = ("That was the last one. Session done", "Session done", "Done")
SESSION_STOPPED: Variants = ("Session ended",)
ENCOURAGEMENTS = (
    "Good work, keep going",
    "You are doing well",
    "Strong and steady",
    "Keep it up",
    "Nearly there, stay with it",
)
# To hear how a voice sounds.
SAMPLE = "Next: clamshell, left leg. Set two of three, twelve to fifteen reps"


def number(value: int) -> str:
    """Return a whole number in words, which every engine says alike; digits from 1,000 on."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    if value < 1_000:
        hundreds, rest = divmod(value, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {number(rest)}" if rest else "")
    return str(value)


def spoken_number(value: int) -> Variants:
    """Return a number said alone, as when counting."""
    return (_sentence(number(value)),)


def length(ms: int) -> str:
    """Return a length: forty-five seconds, one minute, two minutes thirty."""
    minutes, rest = divmod(ms, MINUTE)
    seconds, thousandths = divmod(rest, SECOND)
    if thousandths:
        decimals = f"{thousandths:03}".rstrip("0")
        said = f"{number(seconds)} point {' '.join(_SMALL[int(digit)] for digit in decimals)}"
        return f"{_counted(minutes, 'minute')} {said}" if minutes else f"{said} seconds"
    if not minutes:
        return _counted(seconds, "second")
    whole = _counted(minutes, "minute")
    return f"{whole} {number(seconds)}" if seconds else whole


def target(work: Work) -> Variants:
    """Return what a set asks for, with its unit and without: twelve to fifteen reps."""
    match work:
        case Reps(count, hold_ms):
            if count.is_max:
                full = "as many reps as you can"
            else:
                full = f"{_span(count)} {'rep' if count == Range.exactly(1) else 'reps'}"
            if hold_ms:
                return (f"{full}, each held {length(hold_ms)}", full)
            # Alone, “one” is no target yet.
            is_plain = count.is_max or count == Range.exactly(1)
            return (full, full if is_plain else _span(count))
        case Hold(time, _):
            return (_hold(time), _hold(time))
        case Timed(duration_ms):
            return (f"for {length(duration_ms)}", length(duration_ms))


def band(exercise: Exercise, name: str) -> Variants:
    """Return which band goes where: light loop band above the knees; no band."""
    use = exercise.band
    if use.kind is BandKind.NONE:
        return ("no band", "no band")
    short = f"{name} {use.kind} band".strip() if name else f"{use.kind} band"
    return (f"{short} {use.where}".strip(), short)


def side(exercise: Exercise, step: Step) -> str:
    """Return the side a step works: left leg; left leg first, then alternating; or ""."""
    if not step.alternate_every:
        return side_text(exercise, step.side)
    return f"{_first(exercise, step.first_side)} first, then alternating"


def announced(exercise: Exercise, step: Step, name_of_band: str | None, lead: str) -> Variants:
    """Return what comes: “Next: clamshell, left leg. Set two of three, twelve to fifteen reps.”.

    `step` is the work. `name_of_band` is None where the band stays as it was. `lead` are words to
    begin with.
    """
    who = ", ".join(part for part in (exercise.spoken, side(exercise, step)) if part)
    which = _which(step)
    full_target, short_target = target(step.work) if step.work else ("", "")
    if step.alternate_every and not isinstance(step.work, Timed):
        each = f" each {exercise.side_noun}"
        full_target, short_target = full_target + each, short_target + each
    full_band, short_band = band(exercise, name_of_band) if name_of_band is not None else ("", "")
    opening = f"{lead}: {who}" if lead else _sentence(who)
    variants = [
        _sentences(opening, _listed(which, full_target), full_band),
        _sentences(opening, _listed(which, full_target), short_band),
        _sentences(opening, _listed(which, short_target)),
        _sentence(_listed(who, which, short_target)),
        _sentence(_listed(who, short_target)),
        _sentence(who),
        _sentence(exercise.spoken),
    ]
    return _shortening(variants)


def rest(ms: int, after: Variants) -> Variants:
    """Return the opening of a rest that leads to what `after` announces, if to anything."""
    whole = f"Rest, {length(ms)}"
    if not after:
        return (whole,)
    return _shortening([f"{whole}. {after[0]}", *(f"Rest. {text}" for text in after), *after])


def reminder(exercise: Exercise, step: Step) -> Variants:
    """Return what is said ten seconds before a set begins."""
    who = _listed(exercise.spoken, side(exercise, step))
    return _shortening([f"Ten seconds. {_sentence(who)}", f"Ten seconds, {exercise.spoken}", "Ten"])


def switch(exercise: Exercise, step: Step) -> Variants:
    """Return how a change of sides between two sets is told; `step` is the work it leads to.

    The set has to be named where no rest before it has done so.
    """
    who = side_text(exercise, step.side) or "other side"
    asked = target(step.work)[1] if step.work else ""
    which = _which(step) if step.side is step.first_side else ""
    place = [_sentence(_listed(who, which))] if which else []
    full = f"Switch sides. {_sentence(_listed(who, which, asked))}"
    return _shortening([full, *place, f"Switch sides, {who}", _sentence(who)])


def turn(exercise: Exercise, to: Side, behind: Variants = ()) -> Variants:
    """Return how a change of sides in the middle of a set is told: two, right leg; right.

    `behind` says what the rep behind has come to.
    """
    full, short = _sentence(_first(exercise, to)), _sentence(str(to))
    return _shortening([*(f"{text}. {full}" for text in behind), full, short])


def reps_left(left: int) -> Variants:
    """Return how many reps are still to do, one at least: three more, last one."""
    return ("Last one",) if left == 1 else (f"{_sentence(number(left))} more",)


def minimum(work: Work, reached: int) -> Variants:
    """Return that the minimum is reached, in reps or seconds, and how much more is welcome."""
    match work:
        case Reps(Range(low, high)):
            whole = high - low if high is not None else None
            more = "" if whole is None else f"{number(whole)} "
            reached_text = _sentence(number(reached))
            return (f"{reached_text}. {_sentence(f'{more}more if you can')}", reached_text)
        case Hold(Range(low, high)):
            if high is None:
                return ("Minimum. Hold on if you can", "Minimum")
            return (f"Minimum. {_sentence(length(high - low))} more if you can", "Minimum")
        case Timed():
            return ("Minimum",)


def goal_reached(seconds: int) -> Variants:
    """Return that the target of a hold is reached that goes on past it."""
    whole = _sentence(length(seconds * SECOND))
    return (f"{whole}. Hold on if you can", whole, "Target")


def paused(now: Variants) -> Variants:
    """Return that the session stands still at what `now` announces."""
    return _shortening([*(f"Paused. {text}" for text in now), *PAUSED])


def resumed(after: Variants) -> Variants:
    """Return that the session goes on, with what `after` announces."""
    return _shortening([*(f"Going on. {text}" for text in after), "Going on"])


def again(after: Variants) -> Variants:
    """Return that a step begins once more."""
    return _shortening([*(f"Again. {text}" for text in after), "Again"])


def sets_changed(sets: int, after: Variants = ()) -> Variants:
    """Return how many sets there are now, with what `after` announces anew."""
    whole = f"{_sentence(_counted(sets, 'set'))} in all"
    return _shortening([*(f"{whole}. {text}" for text in after), whole])


def band_changed(exercise: Exercise, name: str) -> Variants:
    """Return which band is used from here on."""
    return _shortening([_sentence(text) for text in band(exercise, name)])


def time_changed(ms: int) -> Variants:
    """Return that a step has become longer or shorter."""
    word = "more" if ms > 0 else "less"
    return (f"{_sentence(length(abs(ms)))} {word}",)


def corrected(reps: int) -> Variants:
    """Return to what number the reps were set right."""
    return (_sentence(_counted(reps, "rep")),)


def relieved(relief: Relief) -> Variants:
    """Return what is done about pain, where the next announcement does not tell it."""
    return ("No more of that one",) if relief is Relief.STOP_EXERCISE else ()


def form_cue(text: str) -> Variants:
    """Return a form cue as it is said: what its file says, its parts as a breath apart."""
    return (_sentence(text.replace(";", ",").rstrip(". ")),)


def _which(step: Step) -> str:
    return f"set {number(step.set_number)} of {number(step.sets)}" if step.sets > 1 else ""


def _span(count: Range) -> str:
    if count.high is None:
        return f"{number(count.low)} or more"
    if count.is_choice:
        return f"{number(count.low)} to {number(count.high)}"
    return number(count.low)


def _hold(time: Range) -> str:
    if time.is_max:
        return "hold as long as you can"
    if time.high is None:
        return f"hold {length(time.low)} or longer"
    if not time.is_choice:
        return f"hold {length(time.low)}"
    if time.high < MINUTE and time.low % SECOND == time.high % SECOND == 0:
        return f"hold {number(time.low // SECOND)} to {length(time.high)}"
    return f"hold {length(time.low)} to {length(time.high)}"


def _first(exercise: Exercise, first: Side) -> str:
    return f"to the {first}" if exercise.side_noun is SideNoun.WAY else side_text(exercise, first)


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentences(*parts: str) -> str:
    return ". ".join(_sentence(part) for part in parts if part)


def _shortening(variants: Sequence[str]) -> Variants:
    """Keep of the variants those that are shorter than all before them."""
    kept: list[str] = []
    for text in variants:
        if not kept or len(text) < len(kept[-1]):
            kept.append(text)
    return tuple(kept)
