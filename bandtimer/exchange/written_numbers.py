"""Numbers as a program writes them in one country or another: 1,500.5 or 1.500,5."""

import re
from collections.abc import Iterable

# By what stands before the fraction; the other mark sets off thousands.
_FORMS = {
    ".": re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|\d*)(?:\.\d*)?"),
    ",": re.compile(r"-?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d*)(?:,\d*)?"),
}
_SPACES = str.maketrans("", "", "\u00a0\u202f")


def decimal_mark(numbers: Iterable[str]) -> str:
    """Return what the numbers of a file have before fractions; "" where none, or both, show it."""
    found = {marks[0] for number in numbers if len(marks := _fitting(number)) == 1}
    return found.pop() if len(found) == 1 else ""


def plain_number(text: str, mark: str) -> str:
    """Return a number with a point, and nothing at its thousands; other text as it is.

    `mark` is what the rest of the file has before fractions. Raises ValueError for a number that
    can be read in two ways.
    """
    text = text.translate(_SPACES)
    fitting = _fitting(text)
    if not fitting or not {*text} & {*_FORMS}:
        return text
    if len(fitting) == 1:
        (decimal,) = fitting
    elif mark or "." in text:
        # A lone point is one, unless the file has commas before its fractions.
        decimal = mark or "."
    else:
        either = f"{text.replace(',', '')} or {text.replace(',', '.')}"
        raise ValueError(f"“{text}” may be {either}; write it without the comma")
    (thousands,) = _FORMS.keys() - {decimal}
    return text.replace(thousands, "").replace(decimal, ".")


def _fitting(text: str) -> list[str]:
    return [mark for mark, form in _FORMS.items() if form.fullmatch(text)]
