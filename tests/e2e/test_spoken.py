"""A routine at true speed, as it is spoken in the room."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from onsets import RATE, family, find_onsets
from pulse_server import Recording, pulse_server
from test_heard import heard

from bandtimer.core.compile import compile_plan
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.routine import SECOND
from bandtimer.core.simulate import simulate
from bandtimer.core.state import State
from bandtimer.present.narration import phrases_ahead
from bandtimer.present.score import Sound
from bandtimer.present.wish import Telling
from bandtimer.routines.library import load_library
from bandtimer.routines.routine_reader import read_routine
from bandtimer.sound.output import decode
from bandtimer.storage.settings import Settings, choices
from bandtimer.voice.engine import Manner
from bandtimer.voice.espeak import EspeakLibrary
from bandtimer.voice.shelf import Shelf

ROUTINE = """\
format: 1
name: Spoken
exercises:
  - {exercise: isometric-glute-bridge, sets: 1, hold: 8-14s, rest: 7s}
  - {exercise: banded-clamshell, sets: 1, reps: 3, tempo: 1-0-1-0, rest: 4s}
"""
# Phrases keep clear of a countdown by more than they may be late; sounds are heard a little beside
# the beat, and the countdowns are reckoned from one of them.
OFF_BEAT_S = 0.05
# All sounds are silent but the one by which the recording is held against the timeline.
QUIET = sorted(set(Sound) - {Sound.GO})
SETTINGS = (
    "get_ready_s = 9\nswitch_s = 5\nvolume_percent = 100\n"
    f"quiet_sounds = [{', '.join(repr(str(sound)) for sound in QUIET)}]\n"
)


# A machine that stands still for so long breaks whatever plays, so that nothing can be told.
STOOD_STILL_MS = 150
TRIES = 3


def spoken(folder: Path) -> Recording:
    """Return the routine as it is heard."""
    folder.mkdir()
    with (
        pulse_server(folder) as server,
        server.recording() as recording,
        heard(folder, server.environment, SETTINGS, ROUTINE) as program,
    ):
        status, _, _ = program.record()
    assert status == "finished"
    return recording


def test_what_is_heard_are_the_phrases_at_their_length_and_clear_of_countdowns(
    tmp_path: Path,
) -> None:
    library = load_library()
    routine = read_routine("spoken.yaml", ROUTINE.encode(), library.exercises).meaning
    assert routine is not None
    chosen = choices(Settings(get_ready_s=9, switch_s=5), "", library.exercises.values())
    plan = compile_plan(routine, library.exercises, chosen)
    items = list(simulate(plan))
    for attempt in range(TRIES):
        folder = tmp_path / str(attempt)
        recording = spoken(folder)
        if recording.longest_wait_ms < STOOD_STILL_MS:
            break

    # What the program rendered, resampled as the sound process does.
    shelf, engine = Shelf(folder / "data" / "cache" / "speech"), EspeakLibrary.bundled()
    phrases = phrases_ahead(State(plan), items, Telling(), plan.estimated_ms + 60_000)
    known = {phrase: decode(str(shelf.spoken(engine, phrase, Manner()).file)) for phrase in phrases}
    onsets = find_onsets(recording.samples, {**known, "go": family()["go"]}, pairs=False)
    said = [onset for onset in onsets if onset.name != "go"]
    assert "?" not in {onset.name for onset in onsets}, onsets

    # Of each kind of phrase there is one, in the order of the session.
    heard_words = [onset.name for onset in said]
    for wanted in ("Get ready: bridge hold", "Minimum", "Three", "One", "Rest", "right leg"):
        assert any(wanted in words for words in heard_words), (wanted, heard_words)
    assert heard_words[-1].endswith("Session done")

    # No phrase runs into the next, nor into a countdown, whose numbers are words themselves.
    goes = [onset.sample for onset in onsets if onset.name == "go"]
    first_go = next(i.due for i in items if isinstance(i, Cue) and i.kind is CueKind.GO)
    assert len(goes) == 3
    spans = [
        (
            first_go / SECOND + (onset.sample - goes[0]) / RATE,
            first_go / SECOND + (onset.sample - goes[0] + len(known[onset.name])) / RATE,
            onset.name,
        )
        for onset in said
    ]
    for (_, end, _), (start, _, _) in pairwise(spans):
        assert end <= start
    countdowns = [
        (item.due / SECOND, item.due / SECOND + int(item.value or 0))
        for item in items
        if isinstance(item, Cue) and item.kind is CueKind.COUNTDOWN
    ]
    for start, end, words in spans:
        if words not in {"Five", "Four", "Three", "Two", "One"}:
            covered = max(min(end, last) - max(start, first) for first, last in countdowns)
            assert covered < OFF_BEAT_S, (words, start, end)
