"""A user's own TOML changed only where its values are: comments, order and spacing stay."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Item, Key, Table

Values = dict[str, Any]
Trivia = list[tuple[Key | None, Item]]

# Text in quotes, which may have what looks like a comment, or a comment.
_QUOTED_OR_COMMENT = re.compile(
    r'''
      """(?: \\. | [^\\] )*? "{3,5}
    | \'{3} .*? \'{3,5}
    | " (?: \\. | [^"\\] )* "
    | ' [^']* '
    | (\#[^\n\r]*)
    ''',
    re.DOTALL | re.VERBOSE,
)


def rewritten(text: str, values: Values, wanted: Values) -> str:
    """Return TOML text that has the values changed to the wanted ones.

    Comments of what is taken out go to the end. Raises ValueError for what cannot be written.
    """
    try:
        written = _edited(text, values, wanted)
        is_right = tomllib.loads(written) == wanted
    except (TOMLKitError, LookupError, TypeError, ValueError):
        is_right = False
    if not is_right:
        # What tomlkit does not master is written anew.
        written = tomlkit.dumps(wanted)
    lost = Counter(comments(text)) - Counter(comments(written))
    left_over = "".join(f"{comment}\n" for comment in lost.elements())
    return f"{_ended(written)}\n{left_over}" if left_over else written


def comments(text: str) -> Iterator[str]:
    """Yield the comments of a TOML text."""
    return (found[1] for found in _QUOTED_OR_COMMENT.finditer(text) if found[1] is not None)


def _edited(text: str, values: Values, wanted: Values) -> str:
    new = {
        key: value
        for key, value in wanted.items()
        if key not in values and not isinstance(value, dict) and not _is_tables(value)
    }
    text = _with_keys(text, new) if new else text
    document = tomlkit.parse(text)
    _put(document, values | new, wanted)
    return document.as_string()


def _with_keys(text: str, new: Values) -> str:
    """Put keys below the last one that stands before all tables, or else on top."""
    head, till = tomlkit.document(), 0
    for key, item in tomlkit.parse(text).body:
        if isinstance(item, Table | AoT):
            break
        head.append(key, item)
        if key is not None:
            till = len(head.as_string())
    return _ended(text[:till]) + tomlkit.dumps(new) + text[till:]


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _put(table: Any, values: Values, wanted: Values) -> None:
    for key in values.keys() - wanted.keys():
        del table[key]
    for key, value in wanted.items():
        if key not in values:
            _add(table, key, value)
            continue
        old, item = values[key], table[key]
        if type(old) is type(value) and old == value:
            continue
        if isinstance(old, dict) and isinstance(value, dict):
            _put(item, old, value)
        elif isinstance(item, AoT) and _is_tables(value):
            table[key] = _tables(item, old, value)
        elif isinstance(item, Array) and isinstance(value, list):
            if not _kept_order(item, old, value):
                table[key] = _array(value)
        elif isinstance(value, dict) or _is_tables(value):
            del table[key]
            _add(table, key, value)
        else:
            table[key] = value


def _add(table: Any, key: str, value: object) -> None:
    """Add a value before the comments at a table's end: they may be about what follows it."""
    container = table if isinstance(table, Container) else getattr(table, "value", None)
    if isinstance(table, InlineTable) or not isinstance(container, Container):
        table[key] = value
        return
    trivia = _cut_end(container)
    table.append(key, value)
    if trivia:
        added = container[key]
        if isinstance(added, Table):
            container = added.value
        elif isinstance(added, AoT):
            container = added[-1].value
        container.body.extend(trivia)


def _cut_end(container: Container) -> Trivia:
    """Take comments and empty lines away from the end, even that of a table within."""
    body = container.body
    keyed = max((place + 1 for place, (key, _) in enumerate(body) if key is not None), default=0)
    trivia = body[keyed:]
    del body[keyed:]
    last = body[-1][1] if body and not trivia else None
    if isinstance(last, Table):
        return _cut_end(last.value)
    if isinstance(last, AoT) and last:
        return _cut_end(last[-1].value)
    return trivia


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _tables(item: AoT, values: Sequence[Values], wanted: Sequence[Values]) -> AoT:
    """Return tables with the wanted values, each made from the one before that it was."""
    tables, origins, made = list(item), _origins(values, wanted), tomlkit.aot()
    for place, value in enumerate(wanted):
        origin = origins.get(place)
        table = tomlkit.table() if origin is None else tables[origin]
        _put(table, {} if origin is None else values[origin], value)
        made.append(table)
    return made


def _origins(values: Sequence[Values], wanted: Sequence[Values]) -> dict[int, int]:
    """Return which of the values each of the wanted was: those most alike, by more than half."""
    pairs = [
        (sum(old.get(key) == part for key, part in new.items()) / len(new), place, origin)
        for place, new in enumerate(wanted)
        for origin, old in enumerate(values)
    ]
    origins: dict[int, int] = {}
    for alike, place, origin in sorted(pairs, key=lambda pair: -pair[0]):
        if alike > 0.5 and place not in origins and origin not in origins.values():
            origins[place] = origin
    return origins


def _kept_order(item: Array, values: Sequence[object], wanted: Sequence[object]) -> bool:
    """Take elements out of an array and put others in, if what stays keeps its order."""
    stay = [value for value in values if value in wanted]
    if stay != [value for value in wanted if value in values]:
        return False
    for place in reversed(range(len(values))):
        if values[place] not in wanted:
            del item[place]
    for place, value in enumerate(wanted):
        if value not in values:
            item.insert(place, value)
    return True


def _array(values: Sequence[object]) -> Array:
    array = tomlkit.array()
    array.extend(values)
    return array.multiline(multiline=len(values) > 1)
