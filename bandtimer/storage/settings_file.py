"""Settings to `settings.toml` and back.

The file belongs to the user, who may edit it. A bad value costs that value only, a file that is
no TOML is set aside, and what we do not know stays in the file: it may be a newer version's. So
do comments, the order and the spacing.

    version 1: get_ready_s, switch_s, lead_in_s, first_side, counting, tempo, theme, text_percent,
    motion, sessions_per_week; sound, volume_percent, quiet_sounds, flash, sound_latency_ms; voice,
    lower_music, voice_language, voice_name, voice_speed_percent, voice_pitch_percent, count_aloud,
    form_cues, encouragement;
    [[bands]] with name, colour, kind; [exercise_bands] with bands, [dismissed] with suggestions
    by exercise; [routines.ID] with sets, reps, rest_s, counting, first_side;
    [routines.ID.variants] with exercises by exercise; [hold_timer] with exercise, target, minimum,
    sides.
"""

import tomllib
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from bandtimer.storage.errors import StorageError
from bandtimer.storage.files import write_atomically
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_reader import VERSION, Document, SettingsReader, is_newer, shown


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and a sentence for the user on each thing that was wrong with them.

    Never raises for what is in the file. A file that is no TOML is renamed to
    `settings.toml.damaged`; one that is missing or cannot be read gives the defaults.
    """
    try:
        _, document, problem = _read(path)
    except OSError as error:
        reason = error.strerror or error
        return Settings(), (
            f"{path} cannot be read: {reason}. The defaults are used; make sure that you own it.",
        )
    reader = SettingsReader(path.name)
    settings = reader.settings(document)
    if problem:
        return settings, (problem,)
    if is_newer(document):
        # What is strange to us may be right there, so it is not worth a sentence each.
        sentence = (
            f"{path.name} was written by a newer BandTimer: its format is version "
            f"{shown(document['version'])}, and this one knows version {VERSION}. What it does "
            "not understand is left as it is."
        )
        return settings, (sentence,)
    return settings, tuple(reader.problems)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, 0600, in one step, and keep what else the file has.

    A newer version's file stays one, and only what was changed is written to it. Raises
    StorageError where the file cannot be read or written.
    """
    # Only needed when something was changed.
    from bandtimer.storage.settings_merger import merged  # noqa: PLC0415
    from bandtimer.storage.settings_text import rewritten  # noqa: PLC0415

    try:
        text, document, _ = _read(path)
        write_atomically(path, rewritten(text, document, merged(document, settings)).encode())
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


def _read(path: Path) -> tuple[str, Document, str]:
    """Return the text and what it says; where it is no TOML, set it aside and say so."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return "", {}, ""
    try:
        text = content.decode()
        return text, tomllib.loads(text), ""
    except (ValueError, RecursionError) as error:
        aside = next(name for name in _names_aside(path) if not name.exists())
        path.rename(aside)
        problem = (
            f"{path.name} is not valid TOML ({error}). It was renamed to {aside.name}, and the "
            "defaults are used."
        )
        return "", {}, problem


def _names_aside(path: Path) -> Iterable[Path]:
    yield path.with_name(f"{path.name}.damaged")
    for number in count(2):
        yield path.with_name(f"{path.name}.damaged-{number}")
