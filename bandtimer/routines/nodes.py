"""A file's text as a tree of scalars, lists and mappings that know their places.

YAML's traps are left out here: every scalar stays the text that was typed, a key may come only
once, and anchors, aliases and tags, which nobody needs to write a workout, are refused. The
tree is built from the parser's events: no object is ever constructed, an alias is never
followed, and nesting has an end, so that no file can hurt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from bandtimer.routines.problems import Report, Spot, below, legible, quoted
from bandtimer.routines.syntax import explain

# The format itself nests six deep.
MAX_DEPTH = 16

_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_STRANGE_INDENT = re.compile("^[ \t]*([\xa0\u1680\u2000-\u200b\u202f\u205f\u3000])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value as it was typed; `plain` without quotes around it."""

    line: int
    column: int
    text: str
    plain: bool = True

    @property
    def is_nothing(self) -> bool:
        """Tell whether no value was given: nothing at all, or one of YAML's words for it."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of values."""

    line: int
    column: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values; no key twice."""

    line: int
    column: int
    items: tuple[tuple[ScalarNode, "Node"], ...]

    def get(self, key: str) -> "Node | None":
        """Return the value of the key, or None."""
        return next((value for name, value in self.items if name.text == key), None)


@dataclass(frozen=True, slots=True)
class RefusedNode:
    """A value that has already been reported, so that nothing more is said about it."""

    line: int
    column: int


Node = ScalarNode | ListNode | MappingNode | RefusedNode


class _TooDeepError(Exception):
    """The file nests deeper than any routine does."""


def parse_tree(text: str, report: Report) -> Node | None:
    """Return the tree of the text; None, with the reason reported, where it has none."""
    if not _only_legible(text, report):
        return None
    # libyaml is fifty times as fast; a system without it has the same parser in Python.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader), report).document()
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The parser in Python lets int() and chr() speak for themselves.
        line, column, message = explain(error, text)
        report.add(Spot(line, column), "", message)
    except _TooDeepError:
        pass
    return None


def _only_legible(text: str, report: Report) -> bool:
    found = _UNPRINTABLE.search(text)
    if found:
        report.add(
            _spot(text, found.start()),
            "",
            f"an invisible character (U+{ord(found[0]):04X}) stands here; delete it",
        )
        return False
    found = _STRANGE_INDENT.search(text)
    if found:
        report.add(
            _spot(text, found.start(1)),
            "",
            "a special space, as web pages have them, stands here; "
            "delete it and type an ordinary space",
        )
        return False
    return True


def _spot(text: str, offset: int) -> Spot:
    return Spot(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class _Builder:
    """Turns the events of a YAML parser into nodes."""

    def __init__(self, events: Iterator[yaml.Event], report: Report) -> None:
        self._events = events
        self._report = report

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if root is None:
                root = self._node(next(self._events), "", 0)
            else:
                message = "a second document begins here; keep one routine in a file"
                self._report.add(_start(event), "", message)
                break
        return root

    def _node(self, event: yaml.Event, where: str, depth: int) -> Node:
        spot = _start(event)
        if isinstance(event, yaml.AliasEvent):
            self._report.add(
                spot,
                where,
                f"'*{legible(str(event.anchor))}' would repeat another part of the file, which is "
                "not possible here; write it out in full, or put text that begins with * in quotes",
            )
            return RefusedNode(spot.line, spot.column)
        self._refuse_extras(event, where)
        if isinstance(event, yaml.ScalarEvent):
            return ScalarNode(spot.line, spot.column, event.value, plain=not event.style)
        if depth == MAX_DEPTH:
            message = "lists within lists go too deep here; look for a bracket too many"
            self._report.add(spot, where, message)
            raise _TooDeepError
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(spot.line, spot.column, tuple(self._items(where, depth)))
        return MappingNode(spot.line, spot.column, tuple(self._pairs(where, depth)))

    def _items(self, where: str, depth: int) -> Iterator[Node]:
        for index, event in enumerate(self._events):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, f"{where}[{index}]", depth + 1)

    def _pairs(self, where: str, depth: int) -> Iterator[tuple[ScalarNode, Node]]:
        lines: dict[str, int] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, where, depth + 1)
            path = below(where, key.text) if isinstance(key, ScalarNode) else where
            value = self._node(next(self._events), path, depth + 1)
            if isinstance(key, ListNode | MappingNode):
                message = "a key must be a word; put text that contains brackets in quotes"
                self._report.add(key, where, message)
            elif isinstance(key, ScalarNode) and key.text in lines:
                self._report.add(
                    key,
                    path,
                    f"duplicate key {quoted(key.text)}; it stands in line {lines[key.text]} "
                    "already, so remove one of the two",
                )
            elif isinstance(key, ScalarNode):
                lines[key.text] = key.line
                yield key, value

    def _refuse_extras(self, event: yaml.Event, where: str) -> None:
        anchor: str | None = getattr(event, "anchor", None)
        if anchor is not None:
            self._report.add(
                _start(event),
                where,
                f"'&{legible(anchor)}' would name this part for repeating, which is not "
                "possible here; remove it, or put text that begins with & in quotes",
            )
        if getattr(event, "tag", None) is not None:
            self._report.add(
                _start(event),
                where,
                "a word that begins with ! is not possible here; remove it, or put the text in "
                "quotes",
            )


def _start(event: yaml.Event) -> Spot:
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot()
