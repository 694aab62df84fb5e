"""The building blocks of the file format: fields that read nodes and describe themselves.

A format is written down once, as classes derived from Form whose attributes are keys. Reading
a file and generating its JSON Schema both walk these classes, so that they cannot disagree.
Fields report every problem and return None for what cannot be meant; nothing raises.

msgspec was considered: it stops at the first fault and knows neither places nor our scalars, so
it would have needed this walk over the nodes all the same.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from bandtimer.routines import scalars
from bandtimer.routines.nodes import ListNode, MappingNode, Node, RefusedNode, ScalarNode
from bandtimer.routines.problems import Place, Report, Spot, below, did_you_mean, nearest, quoted

T = TypeVar("T")
F = TypeVar("F", bound="Form")
E = TypeVar("E", bound=StrEnum)

Schema = dict[str, Any]
MAX_TEXT = 1_000


class Field(ABC, Generic[T]):
    """A kind of value: how it is read and what its JSON Schema is."""

    example: str = ""

    def read(self, node: Node, where: str, report: Report) -> T | None:
        """Return what the node means; None, with the reason reported, if nothing."""
        if isinstance(node, RefusedNode):
            return None
        if isinstance(node, ScalarNode) and node.is_nothing:
            example = f", like {self.example}," if self.example else ""
            report.add(node, where, f"nothing stands here; write a value{example} or remove it")
            return None
        return self.read_something(node, where, report)

    @abstractmethod
    def read_something(self, node: Node, where: str, report: Report) -> T | None:
        """Return what a node that is there means; None, with the reason reported, if nothing."""

    @abstractmethod
    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the JSON Schema, adding what it refers to to the definitions."""


@dataclass(frozen=True)
class Scalar(Field[T]):
    """A single value: `parse` gives it meaning or raises ScalarError."""

    parse: Callable[[str], T]
    form: Schema
    example: str = ""

    def read_something(self, node: Node, where: str, report: Report) -> T | None:
        """Return what the text means."""
        if not isinstance(node, ScalarNode):
            kind = "a list" if isinstance(node, ListNode) else "keys"
            example = f", like {self.example}" if self.example else ""
            report.add(node, where, f"one value is wanted here{example}, and not {kind}")
            return None
        try:
            return self.parse(node.text)
        except scalars.ScalarError as error:
            report.add(node, where, str(error))
            return None

    def schema(self, definitions: dict[str, Schema]) -> Schema:  # noqa: ARG002
        """Return the schema of the value."""
        return dict(self.form)


def line(example: str, limit: int = MAX_TEXT) -> Scalar[str]:
    """Return a field for a line of text, its white space folded."""

    def parse(typed: str) -> str:
        folded = " ".join(typed.split())
        if not folded:
            raise scalars.ScalarError("this text is empty; write something or remove the key")
        if len(folded) > limit:
            raise scalars.ScalarError(f"this text is too long; at most {limit:,} characters")
        if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in folded):
            raise scalars.ScalarError("this text contains a control character; remove it")
        return folded

    # What people write as text may look like a number or a truth value to an editor.
    kinds = ["string", "number", "boolean"]
    return Scalar(parse, {"type": kinds, "pattern": r"\S", "maxLength": limit}, example)


def number_or(pattern: str, low: float, high: float) -> Schema:
    """Return the schema of a value that editors see as a number or as text of a pattern."""
    kinds = ["string", "number"]
    return {"type": kinds, "pattern": f"^{pattern}$", "minimum": low, "maximum": high}


def whole(low: int, high: int) -> Scalar[int]:
    """Return a field for a whole number from `low` to `high`."""
    form = number_or(scalars.WHOLE_NUMBER, low, high) | {"type": ["string", "integer"]}
    return Scalar(lambda typed: scalars.whole_number(typed, low, high), form, str(low))


def choice(kind: type[E]) -> Scalar[E]:
    """Return a field for one of the words of an enumeration."""
    words = [item.value for item in kind]

    def parse(typed: str) -> E:
        if typed not in words:
            raise scalars.ScalarError(
                f"{quoted(typed)} is not one of {', '.join(words)}{did_you_mean(typed, words)}"
            )
        return kind(typed)

    return Scalar(parse, {"enum": words}, words[0])


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that a file mentions, and where."""

    id: str
    line: int
    column: int
    where: str


@dataclass(frozen=True)
class MentionOf(Field[Mention]):
    """The id of an exercise; keeps its place, since only the library can tell whether it is."""

    example: str = "banded-clamshell"

    def read_something(self, node: Node, where: str, report: Report) -> Mention | None:
        """Return the mention."""
        form: Scalar[str] = Scalar(scalars.identifier, {}, self.example)
        found = form.read(node, where, report)
        return None if found is None else Mention(found, node.line, node.column, where)

    def schema(self, definitions: dict[str, Schema]) -> Schema:  # noqa: ARG002
        """Return the schema of an id, which may look like a number."""
        return {
            "type": ["string", "integer", "boolean"],
            "pattern": f"^{scalars.ID}$",
            "minimum": 0,
        }


@dataclass(frozen=True)
class Listing(Field[tuple[T, ...]]):
    """A list; where `single` is set one item may stand for itself."""

    item: Field[T]
    least: int = 0
    most: int = 100
    single: bool = True

    def read_something(self, node: Node, where: str, report: Report) -> tuple[T, ...] | None:
        """Return the items that can be read."""
        if not isinstance(node, ListNode):
            if self.single:
                only = self.item.read(node, where, report)
                return None if only is None else (only,)
            report.add(node, where, "a list is wanted here; put each item on a line after '- '")
            return None
        if not self.least <= len(node.items) <= self.most:
            message = f"this list has {len(node.items):,} items; at most {self.most:,} are possible"
            if not node.items:
                message = "this list is empty; add an item on a line after '- '"
            report.add(node, where, message)
            return None
        return tuple(self._items(node, where, report))

    def _items(self, node: ListNode, where: str, report: Report) -> Iterator[T]:
        for index, item in enumerate(node.items):
            if report.full:
                return
            value = self.item.read(item, f"{where}[{index}]", report)
            if value is not None:
                yield value

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema of the list, or of the list and of its item alone."""
        item = self.item.schema(definitions)
        many: Schema = {"type": "array", "items": item, "maxItems": self.most}
        if self.least:
            many["minItems"] = self.least
        return {"anyOf": [many, item]} if self.single else many


class Key(Generic[T]):
    """A key of a Form: what its value is, what it is for, and whether it must be there."""

    name: str

    def __init__(self, value: Field[T], purpose: str, *, required: bool = False) -> None:
        self.value = value
        self.purpose = purpose
        self.required = required

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, form: None, owner: type) -> Self: ...
    @overload
    def __get__(self, form: "Form", owner: type) -> T | None: ...
    def __get__(self, form: "Form | None", owner: type) -> Self | T | None:
        """Return the value that a form holds for the key; None where absent or faulty."""
        if form is None:
            return self
        given = form.entries.get(self.name)
        return None if given is None else given.value


@dataclass(frozen=True, slots=True)
class Given:
    """A key as a file gives it: where the key and its value stand, and the value's meaning."""

    key: Place
    place: Place
    where: str
    value: Any


@dataclass(frozen=True)
class Form:
    """A mapping with known keys; derived classes list them as attributes of type Key.

    Their docstrings are what editors show. `rules` holds parts of the JSON Schema that the
    keys alone do not express; `elsewhere` says where keys belong that are easily misplaced.
    """

    keys: ClassVar[Mapping[str, Key[Any]]] = MappingProxyType({})
    elsewhere: ClassVar[Mapping[str, str]] = MappingProxyType({})
    rules: ClassVar[Schema] = {}

    place: Place = field(default_factory=Spot)
    path: str = ""
    entries: Mapping[str, Given] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()

    def __init_subclass__(cls) -> None:
        """Gather the keys of the class, then those it derives from."""
        found: dict[str, Key[Any]] = {}
        for base in cls.__mro__:
            for name, key in vars(base).items():
                if isinstance(key, Key):
                    found.setdefault(name, key)
        cls.keys = MappingProxyType(found)

    @classmethod
    def read(cls, node: MappingNode, where: str, report: Report) -> Self:
        """Return the form with every key that can be read."""
        entries: dict[str, Given] = {}
        guessed: set[str] = set()
        for label, value in node.items:
            if report.full:
                break
            name, path = label.text, below(where, label.text)
            if name in cls.keys:
                meaning = cls.keys[name].value.read(value, path, report)
                entries[name] = Given(label, value, path, meaning)
            else:
                likely = nearest(name, cls.keys)
                guessed.update(filter(None, [likely]))
                report.add(label, path, f"unknown key {quoted(name)}{cls._advice(name, likely)}")
        form = cls(node, where, entries, frozenset(guessed))
        for name, key in cls.keys.items():
            if key.required and not form.names(name):
                sample = f"{name}: {key.value.example}".rstrip()
                message = f"missing key '{name}'; add a line like '{sample}'"
                report.add(node, below(where, name), message)
        return form

    @classmethod
    def _advice(cls, name: str, likely: str | None) -> str:
        if name in cls.elsewhere:
            return f" here; it belongs to {cls.elsewhere[name]}"
        return f"; did you mean '{likely}'?" if likely else f"; known: {', '.join(cls.keys)}"

    def names(self, *keys: str) -> bool:
        """Tell whether the file gives one of the keys, if only misspelled."""
        return any(key in self.entries or key in self.guessed for key in keys)

    def given(self, name: str) -> Given | None:
        """Return the entry of a key, which may be faulty; None where the file has none."""
        return self.entries.get(name)

    @classmethod
    def schema(cls, definitions: dict[str, Schema]) -> Schema:
        """Return the schema of the mapping."""
        properties = {
            name: key.value.schema(definitions) | {"description": key.purpose}
            for name, key in cls.keys.items()
        }
        return {
            "description": " ".join((cls.__doc__ or "").split()),
            "type": "object",
            "properties": properties,
            "required": [name for name, key in cls.keys.items() if key.required],
            "additionalProperties": False,
            **cls.rules,
        }


@dataclass(frozen=True)
class Described(Field[T], Generic[F, T]):
    """A mapping that a Form reads and `build` turns into its meaning.

    A single value in its place stands for the key `shorthand` alone.
    """

    form: type[F]
    build: Callable[[F], T]
    shorthand: str | None = None

    def read_something(self, node: Node, where: str, report: Report) -> T | None:
        """Return what the mapping means."""
        if isinstance(node, MappingNode):
            return self.build(self.form.read(node, where, report))
        if isinstance(node, ScalarNode) and self.shorthand is not None:
            value = self.form.keys[self.shorthand].value.read(node, where, report)
            given = Given(node, node, where, value)
            return self.build(self.form(node, where, {self.shorthand: given}))
        report.add(node, where, f"keys are wanted here, such as '{self._example()}'")
        return None

    def _example(self) -> str:
        name, key = next(iter(self.form.keys.items()))
        return f"{name}: {key.value.example}"

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return a reference to the form's schema, besides that of the shorthand."""
        name = self.form.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = self.form.schema(definitions)
        whole_form: Schema = {"$ref": f"#/definitions/{name}"}
        if self.shorthand is None:
            return whole_form
        return {"anyOf": [self.form.keys[self.shorthand].value.schema(definitions), whole_form]}
