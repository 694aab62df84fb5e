"""Settings put into the document that they came from, so that nothing else of it is lost."""

from collections.abc import Iterable, Mapping

from bandtimer.storage.bands import BAND_RULES, Band, same_name
from bandtimer.storage.setting_rules import Rule
from bandtimer.storage.settings import EXERCISE, SUGGESTION, RoutineChoices, Settings, rules
from bandtimer.storage.settings_reader import VERSION, Document, SettingsReader, is_newer

_NOTHING = object()


def merged(document: Document, settings: Settings) -> Document:
    """Return the document with the settings in it; in a newer one, with those that differ."""
    newer = is_newer(document)
    whole = _filled({"version": VERSION} | document, settings, newer)
    if not newer:
        whole["version"] = VERSION
    if not (newer and SettingsReader("").bands(document) == settings.bands):
        whole["bands"] = _merged_bands(document.get("bands"), settings.bands)
    _put_texts(whole, "exercise_bands", settings.exercise_bands, BAND_RULES["name"], newer)
    _put_texts(whole, "dismissed", settings.dismissed, SUGGESTION, newer)
    _put_texts(whole, "hold_timer", settings.hold_timer, EXERCISE, newer)
    routines = _merged_routines(document.get("routines", {}), settings, newer)
    if routines or (newer and document.get("routines") == routines):
        whole["routines"] = routines
    else:
        whole.pop("routines", None)
    return whole


def _merged_bands(before: object, bands: Iterable[Band]) -> list[Document]:
    tables = [table for table in (before if isinstance(before, list) else []) if _has_name(table)]
    return [_like(band, tables) | _written(band) for band in bands]


def _has_name(table: object) -> bool:
    return isinstance(table, dict) and isinstance(table.get("name"), str)


def _like(band: Band, tables: Iterable[Document]) -> Document:
    for table in tables:
        if same_name(table["name"], band.name) and table.get("kind") == band.kind:
            return table
    return {}


def _written(band: Band) -> Document:
    return {key: rule.write(getattr(band, key)) for key, rule in BAND_RULES.items()}


def _put_texts(
    table: Document, key: str, texts: Mapping[str, str], rule: Rule, newer: bool
) -> None:
    """Put a table of texts by exercises' ids into another; one without any disappears."""
    if newer and SettingsReader("").texts(table, key, rule) == texts:
        return
    table.pop(key, None)
    if texts:
        table[key] = dict(texts)


def _merged_routines(before: object, settings: Settings, newer: bool) -> object:
    if newer and not isinstance(before, dict) and not settings.routines:
        return before
    tables = before if isinstance(before, dict) else {}
    merged = {
        routine_id: _merged_choices(
            tables.get(routine_id, {}),
            settings.routines.get(routine_id, RoutineChoices()),
            newer,
        )
        for routine_id in {**tables, **settings.routines}
    }
    return {routine_id: table for routine_id, table in merged.items() if table}


def _merged_choices(before: object, chosen: RoutineChoices, newer: bool) -> object:
    if newer and not isinstance(before, dict) and chosen == RoutineChoices():
        return before
    table = _filled(before if isinstance(before, dict) else {}, chosen, newer)
    _put_texts(table, "variants", chosen.variants, EXERCISE, newer)
    return table


def _filled(table: Document, values: Settings | RoutineChoices, newer: bool) -> Document:
    """Return the table with the values in it; in a newer file, with those that differ.

    What says the same already stays as it is written.
    """
    filled = dict(table)
    for key, rule in rules(type(values)).items():
        value, default = getattr(values, key), getattr(type(values)(), key)
        # A newer version's value that is strange to us may be right there.
        if _understood(table, key, rule, default if newer else _NOTHING) == value:
            continue
        if value is None:
            filled.pop(key, None)
        else:
            filled[key] = rule.write(value)
    return filled


def _understood(table: Document, key: str, rule: Rule, otherwise: object) -> object:
    try:
        return rule.read(table[key])
    except (KeyError, ValueError):
        return otherwise
