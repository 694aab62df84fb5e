"""Core types to plain data and back, for SQLite and JSON, by their type hints.

A dataclass becomes an object of its fields, those at their defaults left out, so that a field
added later reads older data. The members of the one union there is, `Work`, are told apart by
a "type" field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

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
    """Return the fact's kind and, without its time, its fields."""
    kind: Any = type(fact)
    names = (name for name, _ in _defaults(kind) if name != "at")
    data = {name: to_data(getattr(fact, name)) for name in names}
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


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _decode_union(get_args(kind), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise TypeError(f"{data!r} is not a list")
        return tuple(_decode(get_args(kind)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(kind)
        return MappingProxyType({_decode(key, k): _decode(value, v) for k, v in data.items()})
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{k: _decode(hints[k], v) for k, v in data.items() if k != "type"})
    if issubclass(kind, StrEnum):
        return kind(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not {kind.__name__}")
    return data


def _decode_union(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in kinds:
        return None
    if isinstance(data, dict) and data.get("type") in _TAGGED:
        return _decode(_TAGGED[data["type"]], data)
    (kind,) = (k for k in kinds if k is not NoneType)
    return _decode(kind, data)
