"""What a single value in a file may look like, and what it means.

A file's values arrive as the text that was typed. Every kind of value is one pattern, shared
with the JSON Schema, and one function from text to meaning that raises ScalarError with a
sentence for the user. Durations become integer milliseconds.

A length of time is `45s`, `1m30s`, `1h`, `1:30`, `1:00:00` or a bare number of seconds. Only
seconds may have decimals, up to three. Nothing else is guessed at: `45 sec` is refused and `45s`
suggested, so that all files look alike.
"""

import re
from collections.abc import Callable
from typing import NoReturn, TypeVar

from bandtimer.core.routine import (
    HOUR,
    MAX_REPS,
    MAX_SETS,
    MAX_STEP_MS,
    MINUTE,
    SECOND,
    Range,
    Tempo,
)
from bandtimer.routines.problems import quoted

T = TypeVar("T")

MIN_REP_MS = 500
MAX_REP_MS = MINUTE

# Written for both Python and ECMAScript, without anchors; the digits are bounded so that no
# number is too long to be read.
_WHOLE = "(?:0|[1-9][0-9]{0,8})"
_FRACTION = r"(?:\.[0-9]{1,3})?"
_DECIMAL = _WHOLE + _FRACTION
_SIXTY = "[0-5]?[0-9]"
_DASH = " ?[-–] ?"
WHOLE_NUMBER = _WHOLE
DURATION = (
    f"(?:{_DECIMAL}s?"
    "|[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?"
    f"|{_WHOLE}h(?:{_SIXTY}m)?(?:{_SIXTY}{_FRACTION}s)?"
    f"|{_WHOLE}m(?:{_SIXTY}{_FRACTION}s)?)"
)
HOLD = rf"(?:max|{DURATION}\+?|{DURATION}{_DASH}{DURATION})"
REPS = rf"(?:max|{_WHOLE}\+?|{_WHOLE}{_DASH}{_WHOLE})"
SETS = rf"{_WHOLE}(?:{_DASH}{_WHOLE})?"
TEMPO = rf"{_DECIMAL}(?:{_DASH}{_DECIMAL}){{3}}"
ID = "[a-z0-9]+(?:-[a-z0-9]+)*"

_UNITS = {"h": HOUR, "m": MINUTE, "s": SECOND}
_DURATION_EXAMPLES = "45s, 1m30s, 1:30 or 90 (seconds)"


class ScalarError(ValueError):
    """A value that cannot be meant; the message is for the user."""


def duration(text: str) -> int:
    """Return the milliseconds, 0 to an hour."""
    if not re.fullmatch(DURATION, text):
        _refuse(text, "a length of time", _DURATION_EXAMPLES, duration)
    return _at_most_an_hour(text, _milliseconds(text))


def work_time(text: str) -> int:
    """Return the milliseconds to work for, more than 0."""
    if not re.fullmatch(DURATION, text):
        if re.fullmatch(HOLD, text):
            raise ScalarError(f"{quoted(text)} is not one length of time; write it like 40s")
        _refuse(text, "a length of time", _DURATION_EXAMPLES, work_time)
    return _above_zero(text, duration(text))


def hold(text: str) -> Range:
    """Return how long to hold, in milliseconds."""
    if not re.fullmatch(HOLD, text):
        _refuse(text, "a length of time to hold", "20s, 20-30s, 30s+ or max", hold)
    if text == "max":
        return Range(0, None)
    if text.endswith("+"):
        return Range(_above_zero(text, duration(text[:-1])), None)
    if re.fullmatch(DURATION, text):
        return Range.exactly(_above_zero(text, duration(text)))
    low, high = _ends(text)
    if re.fullmatch(_DECIMAL, low) and not re.fullmatch(_DECIMAL, high):
        if not re.fullmatch(_DECIMAL + "[hms]", high):
            raise ScalarError(
                f"{quoted(text)} leaves open what '{low}' counts; write it like 1m-1m30s"
            )
        low += high[-1]
    return _range(duration(low), duration(high), text, duration_text)


def reps(text: str) -> Range:
    """Return how many repetitions."""
    if not re.fullmatch(REPS, text):
        _refuse(text, "a number of reps", "12, 12-15, 8+ or max", reps)
    if text == "max":
        return Range(0, None)
    numbers = [_bounded(int(end), MAX_REPS, "reps") for end in _ends(text.removesuffix("+"))]
    if text.endswith("+"):
        return Range(numbers[0], None)
    return _range(numbers[0], numbers[-1], text, str)


def sets(text: str, what: str = "sets") -> Range:
    """Return how many sets, or what else is counted like them."""
    if not re.fullmatch(SETS, text):
        if re.fullmatch(REPS, text):
            raise ScalarError(f"{quoted(text)} has no end here; write it like 3 or 3-4")
        _refuse(text, f"a number of {what}", "3 or 3-4", sets)
    numbers = [_bounded(int(end), MAX_SETS, what) for end in _ends(text)]
    return _range(numbers[0], numbers[-1], text, str)


def tempo(text: str) -> Tempo:
    """Return the tempo: lowering, pause at the bottom, lifting, pause at the top, in seconds."""
    if not re.fullmatch(TEMPO, text):
        _refuse(
            text, "a tempo", "2-0-2-1: seconds to lower, pause, lift and pause at the top", tempo
        )
    pace = Tempo(*(_milliseconds(part) for part in _ends(text)))
    if not MIN_REP_MS <= pace.rep_ms <= MAX_REP_MS:
        raise ScalarError(
            f"{quoted(text)} makes one rep last {duration_text(pace.rep_ms)}; "
            f"the four numbers together must be from {duration_text(MIN_REP_MS)} to "
            f"{duration_text(MAX_REP_MS)}"
        )
    return pace


def whole_number(text: str, low: int, high: int) -> int:
    """Return the whole number, `low` to `high`."""
    if not re.fullmatch(WHOLE_NUMBER, text):
        _refuse(text, "a whole number", f"{max(low, 4)}", lambda t: whole_number(t, low, high))
    if not low <= int(text) <= high:
        raise ScalarError(f"{quoted(text)} must be from {low} to {high}")
    return int(text)


def identifier(text: str) -> str:
    """Return the id of an exercise or a routine."""
    if not re.fullmatch(ID, text):
        raise ScalarError(
            f"{quoted(text)} is not an id; ids are made of small letters a-z, digits and "
            f"hyphens, like '{suggested_id(text) or 'band-squat'}'"
        )
    return text


def suggested_id(text: str) -> str:
    """Return the id that the text comes closest to; empty where it has no letter to use."""
    import unicodedata  # noqa: PLC0415 - only files with a fault need it

    plain = unicodedata.normalize("NFKD", text[:80].lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def duration_text(milliseconds: int) -> str:
    """Write a length of time as files do: 45s, 1m30s, 1.5s."""
    minutes, rest = divmod(milliseconds, MINUTE)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest / SECOND:.3f}".rstrip("0").rstrip(".")
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else ""]
    return "".join(parts) + (f"{seconds}s" if rest or milliseconds == 0 else "")


def _milliseconds(text: str) -> int:
    if ":" in text:
        seconds = 0
        for part in text.split(":"):
            seconds = seconds * 60 + int(part)
        return seconds * SECOND
    total = 0
    for whole, fraction, unit in re.findall(r"([0-9]+)\.?([0-9]*)([hms]?)", text):
        total += int(whole) * _UNITS[unit or "s"] + int(fraction.ljust(3, "0"))
    return total


def _ends(text: str) -> list[str]:
    return re.split(_DASH, text)


def _at_most_an_hour(text: str, milliseconds: int) -> int:
    if milliseconds > MAX_STEP_MS:
        raise ScalarError(f"{quoted(text)} is too long; at most {duration_text(MAX_STEP_MS)}")
    return milliseconds


def _above_zero(text: str, milliseconds: int) -> int:
    if milliseconds == 0:
        raise ScalarError(f"{quoted(text)} takes no time at all; write it like 20s")
    return milliseconds


def _bounded(number: int, most: int, what: str) -> int:
    if number < 1:
        raise ScalarError(f"'{number}' is no {what} at all; write at least 1")
    if number > most:
        raise ScalarError(f"'{number}' is too many {what}; at most {most:,}")
    return number


def _range(low: int, high: int, text: str, write: Callable[[int], str]) -> Range:
    if low > high:
        raise ScalarError(
            f"{quoted(text)} is upside down; write {write(high)}-{write(low)}, the smaller first"
        )
    if low == 0:
        raise ScalarError(f"{quoted(text)} begins at nothing; begin with more than 0")
    return Range(low, high)


def _refuse(text: str, what: str, examples: str, parse: Callable[[str], T]) -> NoReturn:
    tidied = _tidied(text)
    try:
        if tidied != text:
            parse(tidied)
            examples = ""
    except ScalarError:
        pass
    advice = f"write it like {examples}" if examples else f"did you mean '{tidied}'?"
    raise ScalarError(f"{quoted(text)} is not {what}; {advice}")


def _tidied(text: str) -> str:
    """Return what was probably meant by 45 sec, 1,5s, 12 to 15, ١٢ or 08."""
    if len(text) > 40:
        return text
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text.lower())
    for pattern, replacement in (
        ("[—−‐‑‒]", "-"),
        (r"\s*(?:to|until)\s*", "-"),
        (r"\s*(?:seconds?|secs?)\b\.?", "s"),
        (r"\s*(?:minutes?|mins?)\b\.?", "m"),
        (r"\s*(?:hours?|hrs?)\b\.?", "h"),
        (r"(?<=[0-9])\s*(?:x|reps?|times|sets?|rounds?)$", ""),
        (r",(?=[0-9]{1,2}(?![0-9]))", "."),
        (r"[\s_]+", ""),
        (r"(?<![0-9.:])0+(?=[0-9])", ""),
    ):
        text = re.sub(pattern, replacement, text)
    return text
