"""Core types to plain data and back, for SQLite and JSON, by their type hints.

A dataclass becomes an object of its fields, those at their defaults left out, so that a field
added later reads older data. The members of the one union there is, `Work`, are told apart by
a "type" field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin, get_type_hints

from bandtimer.core.routine import Hold, Reps, Timed

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

if TYPE_CHECKING:
    from bandtimer.core.facts import Fact

_TAGGED = {kind.__name__: kind for kind in (Reps, Hold, Timed)}
_TAGS = frozenset(_TAGGED.values())


class CodecError(ValueError):
    """Data that does not describe a value of the type asked for."""


def to_data(value: object) -> Json:
    """Return the value as plain data.

    Raises CodecError for what is neither a dataclass nor made of mappings, tuples and scalars.
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        data: dict[str, Json] = {"type": type(value).__name__} if type(value) in _TAGS else {}
        for name, default in _defaults(type(value)):
            item = getattr(value, name)
            if item != default:
                data[name] = to_data(item)
        return data
    raise CodecError(f"{type(value).__name__} has no form as data")


def from_data(kind: Any, data: Any) -> Any:
    """Return the value of type `kind` that the data describes; raise CodecError if none."""
    try:
        return _decode(kind, data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CodecError(f"this is not {getattr(kind, '__name__', kind)}: {error}") from error


def fact_to_data(fact: Fact) -> tuple[str, Json]:
    """Return the fact's kind and, without its time, its fields that are not at their defaults."""
    kind: Any = type(fact)
    values = ((name, getattr(fact, name), default) for name, default in _defaults(kind))
    data = {
        name: to_data(value) for name, value, default in values if name != "at" and value != default
    }
    return kind.__name__, data


def fact_from_data(kind: str, at: int, data: Mapping[str, Any]) -> Fact:
    """Return the fact; raise CodecError where kind or fields are unknown."""
    # Reading routines needs no facts, and there are many of them to import.
    from bandtimer.core.facts import FACT_TYPES  # noqa: PLC0415

    if kind not in FACT_TYPES:
        raise CodecError(f"unknown kind of fact '{kind}'")
    if not isinstance(data, Mapping):
        raise CodecError(f"{data!r} are no fields of a fact")
    fact: Fact = from_data(FACT_TYPES[kind], {"at": at, **data})
    return fact


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    return tuple(
        (f.name, f.default if f.default_factory is MISSING else f.default_factory())
        for f in fields(kind)
    )


def _decode(kind: Any, data: Any) -> Any:
    return _decoder(kind)(data)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return what reads a value of this type; a history has hundreds of thousands of them."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _union_decoder(get_args(kind))
    if origin is tuple:
        return _tuple_decoder(_decoder(get_args(kind)[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_decoder(*map(_decoder, get_args(kind)))
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    if issubclass(kind, StrEnum):
        return cast("Callable[[Any], Any]", kind)
    return _scalar_decoder(kind)


def _union_decoder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    def decode(data: Any) -> Any:
        if data is None and NoneType in kinds:
            return None
        if isinstance(data, dict) and data.get("type") in _TAGGED:
            return _decode(_TAGGED[data["type"]], data)
        (kind,) = (k for k in kinds if k is not NoneType)
        return _decode(kind, data)

    return decode


def _tuple_decoder(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decode(data: Any) -> Any:
        if not isinstance(data, list):
            raise TypeError(f"{data!r} is not a list")
        return tuple(map(item, data))

    return decode


def _mapping_decoder(
    key: Callable[[Any], Any], value: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    def decode(data: Any) -> Any:
        return MappingProxyType({key(k): value(v) for k, v in data.items()})

    return decode


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    fields_of = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}

    def decode(data: Any) -> Any:
        return kind(**{k: fields_of[k](v) for k, v in data.items() if k != "type"})

    return decode


def _scalar_decoder(kind: type) -> Callable[[Any], Any]:
    def decode(data: Any) -> Any:
        if not isinstance(data, kind):
            raise TypeError(f"{data!r} is not {kind.__name__}")
        return data

    return decode
