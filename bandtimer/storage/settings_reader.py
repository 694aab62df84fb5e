"""What a settings file means, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from bandtimer.storage.bands import BAND_RULES, DEFAULT_BANDS, MAX_BANDS, Band, same_name
from bandtimer.storage.setting_rules import Rule
from bandtimer.storage.settings import EXERCISE, SUGGESTION, RoutineChoices, Settings, rules

VERSION = 1
# Longer values are not repeated in a message; they also may be too long for Python to print.
LONGEST_SHOWN = 40
# A band whose colour nobody can read is grey.
NO_COLOUR = "#9aa6b2"

Document = dict[str, Any]
Kind = type[Settings | RoutineChoices]


def is_newer(document: Document) -> bool:
    """Tell whether a newer program has written the document."""
    version = document.get("version")
    return type(version) is int and version > VERSION


@dataclass(frozen=True, slots=True)
class SettingsReader:
    """Makes settings of a document, and notes what it cannot use."""

    file: str
    problems: list[str] = field(default_factory=list)

    def settings(self, document: Document) -> Settings:
        """Return what the document says; defaults stand in for what cannot be meant."""
        version = document.get("version", VERSION)
        if type(version) is not int or version < VERSION:
            self._note("version", f"is {shown(version)}; it must be {VERSION}. It is read as that")
        tables = {"version", "bands", "exercise_bands", "dismissed", "hold_timer", "routines"}
        self._note_unknown(document, "", {*rules(Settings), *tables})
        routines = self._table(document, "routines")
        return replace(
            Settings(**self._values(document, "", Settings)),
            bands=self.bands(document),
            exercise_bands=self.texts(document, "exercise_bands", BAND_RULES["name"]),
            dismissed=self.texts(document, "dismissed", SUGGESTION),
            hold_timer=self.texts(document, "hold_timer", EXERCISE),
            routines=MappingProxyType({key: self._choices(routines, key) for key in routines}),
        )

    def bands(self, document: Document) -> tuple[Band, ...]:
        """Return the bands that are owned."""
        if "bands" not in document:
            return DEFAULT_BANDS
        tables = document["bands"]
        if not isinstance(tables, list):
            text = f"is {shown(tables)}; it must be a list of bands. The usual ones are used"
            self._note("bands", text)
            return DEFAULT_BANDS
        bands: list[Band] = []
        for number, table in enumerate(tables, start=1):
            if len(bands) == MAX_BANDS:
                text = f"has more than {MAX_BANDS} bands. The others are left out"
                self._note("bands", text)
                break
            band = self._band(table, f"bands[{number}]")
            if band is None:
                continue
            if any(band.kind is b.kind and same_name(band.name, b.name) for b in bands):
                text = f"is a second {band.kind} band called {shown(band.name)}. It is left out"
                self._note(f"bands[{number}]", text)
                continue
            bands.append(band)
        return tuple(bands)

    def _band(self, table: object, where: str) -> Band | None:
        if not isinstance(table, dict):
            text = f"is {shown(table)}; it must have name, colour and kind. It is left out"
            self._note(where, text)
            return None
        self._note_unknown(table, f"{where}.", BAND_RULES)
        values: Document = {"colour": NO_COLOUR}
        for key, rule in BAND_RULES.items():
            instead = f"{NO_COLOUR} is used" if key in values else "The band is left out"
            try:
                values[key] = rule.read(table[key])
            except KeyError:
                self._note(f"{where}.{key}", f"is missing; it must be {rule.allowed}. {instead}")
            except ValueError:
                text = f"is {shown(table[key])}; it must be {rule.allowed}. {instead}"
                self._note(f"{where}.{key}", text)
        return Band(**values) if len(values) == len(BAND_RULES) else None

    def texts(self, document: Document, key: str, rule: Rule, where: str = "") -> Mapping[str, str]:
        """Return a table of texts by exercises' ids."""
        texts = {}
        for name, value in self._table(document, key, where).items():
            try:
                texts[str(EXERCISE.read(name))] = str(rule.read(value))
            except ValueError:
                text = f"is {shown(value)}; it must be {rule.allowed}. It is left out"
                self._note(f"{where}{key}.{name[:LONGEST_SHOWN]}", text)
        return MappingProxyType(texts)

    def _choices(self, routines: Document, routine_id: str) -> RoutineChoices:
        where = f"routines.{routine_id}."
        table = self._table(routines, routine_id, "routines.")
        self._note_unknown(table, where, {*rules(RoutineChoices), "variants"})
        return RoutineChoices(
            **self._values(table, where, RoutineChoices),
            variants=self.texts(table, "variants", EXERCISE, where),
        )

    def _table(self, document: Document, key: str, where: str = "") -> Document:
        table = document.get(key, {})
        if isinstance(table, dict):
            return table
        self._note(where + key, f"is {shown(table)}; it must be a table. It is left out")
        return {}

    def _values(self, table: Document, where: str, kind: Kind) -> Document:
        values = {}
        for key, rule in rules(kind).items():
            if key not in table:
                continue
            try:
                values[key] = rule.read(table[key])
            except ValueError:
                default = getattr(kind(), key)
                instead = "The routine's own" if default is None else _told(rule.write(default))
                self._note(
                    where + key,
                    f"is {shown(table[key])}; it must be {rule.allowed}. {instead} is used",
                )
        return values

    def _note_unknown(self, table: Document, where: str, known: Iterable[str]) -> None:
        names = sorted(known)
        for key in table:
            if key not in names:
                near = get_close_matches(key[:LONGEST_SHOWN], names, n=1)
                hint = f"; did you mean '{near[0]}'?" if near else "."
                text = f"'{where}{key[:LONGEST_SHOWN]}' is not a setting{hint}"
                self.problems.append(f"{self.file}: {text} It is kept but does nothing.")

    def _note(self, key: str, text: str) -> None:
        self.problems.append(f"{self.file}: {key} {text}.")


def _told(written: object) -> str:
    return str(written).lower() if isinstance(written, bool) else str(written)


def shown(value: object) -> str:
    """Return a value of the file as a message shows it."""
    try:
        text = repr(value)
    except ValueError:
        return "a very long number"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
