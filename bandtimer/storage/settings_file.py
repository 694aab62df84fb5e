"""Settings to `settings.toml` and back.

The file belongs to the user, who may edit it. A bad value costs that value only, a file that is
no TOML is set aside, and what we do not know stays in the file: it may be a newer version's.

    version 1: get_ready_s, switch_s, first_side, counting, tempo, theme, text_percent, motion;
    [routines.ID] with sets, reps, rest_s, counting, first_side.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bandtimer.storage.errors import StorageError
from bandtimer.storage.files import write_atomically
from bandtimer.storage.setting_rules import Rule
from bandtimer.storage.settings import RoutineChoices, Settings, rules

VERSION = 1
# Longer values are not repeated in a message; they also may be too long for Python to print.
LONGEST_SHOWN = 40

_Document = dict[str, Any]
_Kind = type[Settings | RoutineChoices]


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and a sentence for the user on each thing that was wrong with them.

    Never raises for what is in the file. A file that is no TOML is renamed to
    `settings.toml.damaged`; one that is missing or cannot be read gives the defaults.
    """
    try:
        document, problem = _read(path)
    except OSError as error:
        reason = error.strerror or error
        return Settings(), (
            f"{path} cannot be read: {reason}. The defaults are used; make sure that you own it.",
        )
    reader = _Reader(path.name)
    settings = reader.settings(document)
    if problem:
        return settings, (problem,)
    if _is_newer(document):
        # What is strange to us may be right there, so it is not worth a sentence each.
        sentence = (
            f"{path.name} was written by a newer BandTimer: its format is version "
            f"{_shown(document['version'])}, and this one knows version {VERSION}. What it does "
            "not understand is left as it is."
        )
        return settings, (sentence,)
    return settings, tuple(reader.problems)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, 0600, in one step, and keep what else the file has.

    A newer version's file stays one, and only what was changed is written to it. Raises
    StorageError where the file cannot be read or written.
    """
    import tomli_w  # noqa: PLC0415 - only needed when something was changed

    try:
        document, _ = _read(path)
        write_atomically(path, tomli_w.dumps(_merged(document, settings)).encode())
    except OSError as error:
        raise StorageError(
            f"The settings could not be saved to {path}: {error.strerror or error}. Make sure "
            "that you may write to its folder and that the disk is not full."
        ) from error
    except (ValueError, RecursionError) as error:
        raise StorageError(
            f"The settings could not be saved to {path}: it has a value that BandTimer can "
            "read but not write. Remove what you added to it yourself."
        ) from error


def _read(path: Path) -> tuple[_Document, str]:
    """Return what the file says; where it is no TOML, set it aside and say so."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}, ""
    try:
        return tomllib.loads(content.decode()), ""
    except (ValueError, RecursionError) as error:
        aside = next(name for name in _names_aside(path) if not name.exists())
        path.rename(aside)
        return {}, (
            f"{path.name} is not valid TOML ({error}). It was renamed to {aside.name}, and the "
            "defaults are used."
        )


def _names_aside(path: Path) -> Iterable[Path]:
    yield path.with_name(f"{path.name}.damaged")
    for number in count(2):
        yield path.with_name(f"{path.name}.damaged-{number}")


def _is_newer(document: _Document) -> bool:
    version = document.get("version")
    return type(version) is int and version > VERSION


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes settings of a document, and notes what it cannot use."""

    file: str
    problems: list[str] = field(default_factory=list)

    def settings(self, document: _Document) -> Settings:
        version = document.get("version", VERSION)
        if type(version) is not int or version < VERSION:
            self._note("version", f"is {_shown(version)}; it must be {VERSION}. It is read as that")
        self._note_unknown(document, "", {*rules(Settings), "version", "routines"})
        routines = self._table(document, "routines")
        return replace(
            Settings(**self._values(document, "", Settings)),
            routines=MappingProxyType({key: self._choices(routines, key) for key in routines}),
        )

    def _choices(self, routines: _Document, routine_id: str) -> RoutineChoices:
        where = f"routines.{routine_id}."
        table = self._table(routines, routine_id, "routines.")
        self._note_unknown(table, where, rules(RoutineChoices))
        return RoutineChoices(**self._values(table, where, RoutineChoices))

    def _table(self, document: _Document, key: str, where: str = "") -> _Document:
        table = document.get(key, {})
        if isinstance(table, dict):
            return table
        self._note(where + key, f"is {_shown(table)}; it must be a table. It is left out")
        return {}

    def _values(self, table: _Document, where: str, kind: _Kind) -> _Document:
        values = {}
        for key, rule in rules(kind).items():
            if key not in table:
                continue
            try:
                values[key] = rule.read(table[key])
            except ValueError:
                default = getattr(kind(), key)
                instead = "The routine's own" if default is None else str(rule.write(default))
                self._note(
                    where + key,
                    f"is {_shown(table[key])}; it must be {rule.allowed}. {instead} is used",
                )
        return values

    def _note_unknown(self, table: _Document, where: str, known: Iterable[str]) -> None:
        names = sorted(known)
        for key in table:
            if key not in names:
                near = get_close_matches(key[:LONGEST_SHOWN], names, n=1)
                hint = f"; did you mean '{near[0]}'?" if near else "."
                text = f"'{where}{key[:LONGEST_SHOWN]}' is not a setting{hint}"
                self.problems.append(f"{self.file}: {text} It is kept but does nothing.")

    def _note(self, key: str, text: str) -> None:
        self.problems.append(f"{self.file}: {key} {text}.")


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:
        return "a very long number"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _merged(document: _Document, settings: Settings) -> _Document:
    is_newer = _is_newer(document)
    merged: _Document = {"version": VERSION} | document
    if not is_newer:
        merged["version"] = VERSION
    routines = _merged_routines(document.get("routines", {}), settings, is_newer)
    if routines or "routines" in document:
        merged["routines"] = routines
    return _filled(merged, settings, is_newer)


def _merged_routines(before: object, settings: Settings, is_newer: bool) -> object:
    if is_newer and not isinstance(before, dict) and not settings.routines:
        return before
    tables = before if isinstance(before, dict) else {}
    merged = {
        routine_id: _merged_choices(
            tables.get(routine_id, {}),
            settings.routines.get(routine_id, RoutineChoices()),
            is_newer,
        )
        for routine_id in {**tables, **settings.routines}
    }
    return {routine_id: table for routine_id, table in merged.items() if table}


def _merged_choices(before: object, chosen: RoutineChoices, is_newer: bool) -> object:
    if is_newer and not isinstance(before, dict) and chosen == RoutineChoices():
        return before
    return _filled(before if isinstance(before, dict) else {}, chosen, is_newer)


def _filled(table: _Document, values: Settings | RoutineChoices, is_newer: bool) -> _Document:
    """Return the table with the values in it; in a newer file, with those that differ."""
    filled = dict(table)
    for key, rule in rules(type(values)).items():
        value = getattr(values, key)
        if is_newer and _understood(table, key, rule, type(values)) == value:
            continue
        if value is None:
            filled.pop(key, None)
        else:
            filled[key] = rule.write(value)
    return filled


def _understood(table: _Document, key: str, rule: Rule, kind: _Kind) -> object:
    try:
        return rule.read(table[key])
    except (KeyError, ValueError):
        return getattr(kind(), key)
