"""A routine at true speed, as it is heard in the room, and as it is kept when nothing can be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from onsets import RATE, Onset, family, find_onsets
from pulse_server import PulseServer, pulse_server
from radio import LOUD, LOW, music, wait_for
from waiting import PATIENCE_S, wait_until

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import Fact, StepStarted
from bandtimer.present.score import Note, score
from bandtimer.storage.database import open_database
from bandtimer.storage.journal import Journal

# Something of everything: both kinds of work, sides, a rest, a minimum, halfway, a change.
ROUTINE = """\
format: 1
name: Heard
exercises:
  - {exercise: isometric-glute-bridge, hold: 5-8s, rest: 4s}
  - {exercise: banded-clamshell, reps: 2, tempo: 1-0-1-0, rest: 4s}
"""
SETTINGS = """\
version = 1
get_ready_s = 4
switch_s = 3
volume_percent = 100
"""
SOUNDS_ALONE = SETTINGS + "voice = false\n"
# A beat is a second; a busy machine may be off by a part of one.
OFF_S = 0.3


class Heard:
    """The program without a screen, in a room where it is heard or not."""

    def __init__(
        self, folder: Path, environment: dict[str, str], settings: str, routine: str
    ) -> None:
        self._data, self._file = folder / "data", folder / "heard.yaml"
        self._data.mkdir(parents=True)
        (self._data / "settings.toml").write_text(settings)
        self._file.write_text(routine)
        self._environment = {**os.environ, **environment, "QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            [*self._command, "play", str(self._file), "--exit-when-done"], env=self._environment
        )

    @property
    def _command(self) -> list[str]:
        return [sys.executable, "-m", "bandtimer", "--data-dir", str(self._data)]

    def ask(self, *arguments: str) -> Any:
        """Run a command that answers in JSON."""
        answer = subprocess.run(
            [*self._command, *arguments, "--json"],
            env=self._environment,
            capture_output=True,
            check=True,
        )
        return json.loads(answer.stdout)

    def score(self) -> list[Note]:
        """Return what `trace` says is to be heard."""
        cues = [
            Cue(round(item["at"] * 1_000), CueKind(item["kind"]), item["step"], item["value"])
            for item in self.ask("trace", str(self._file))
            if item["type"] == "cue"
        ]
        return [note for note in score(cues) if note.sound]

    def facts(self) -> tuple[Fact, ...]:
        """Return what is on disk of the session."""
        database = self._data / "history.sqlite3"
        if not database.exists():
            return ()
        connection = open_database(database)
        try:
            active = Journal(connection).active()
            return active.facts if active is not None else ()
        finally:
            connection.close()

    def wait_for_step(self, step: int) -> None:
        """Wait until this step is under way."""
        wait_until(lambda: any(isinstance(f, StepStarted) and f.step == step for f in self.facts()))

    def sound_process(self) -> int:
        """Return the number of the process that plays for it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in children.read_text().split():
            if b"bandtimer.sound" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        return 0

    def record(self) -> Any:
        """Wait for the end and return the session as it was kept, but for when it was."""
        assert self.process.wait(PATIENCE_S) == 0
        (row,) = self.ask("history")
        shown = self.ask("history", "show", str(row["id"]))
        kept = ("exercise", "side", "reps", "seconds", "outcome")
        sets = [{name: one[name] for name in kept} for one in shown["sets"]]
        return shown["status"], shown["seconds"], sets

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextmanager
def heard(
    folder: Path,
    environment: dict[str, str],
    settings: str = SOUNDS_ALONE,
    routine: str = ROUTINE,
) -> Iterator[Heard]:
    program = Heard(folder, environment, settings, routine)
    try:
        yield program
    finally:
        program.stop()


def assert_on_the_beat(onsets: list[Onset], notes: list[Note]) -> None:
    off = [
        (onset.sample - onsets[0].sample) / RATE - (note.due - notes[0].due) / 1_000
        for onset, note in zip(onsets, notes, strict=True)
    ]
    assert max(map(abs, off)) < OFF_S, off


def test_every_cue_is_heard_in_order_on_its_beat_and_once(tmp_path: Path) -> None:
    with (
        pulse_server(tmp_path) as server,
        server.recording() as recording,
        heard(tmp_path / "a", server.environment) as program,
    ):
        status, _, _ = program.record()
        notes = program.score()
    assert status == "finished"
    onsets = find_onsets(recording.samples, family())
    assert [onset.name for onset in onsets] == [note.sound for note in notes]
    assert_on_the_beat(onsets, notes)


def test_the_record_is_the_same_whatever_becomes_of_the_sound(tmp_path: Path) -> None:
    rooms = {name: tmp_path / name for name in ("silent", "server", "process")}
    for room in rooms.values():
        room.mkdir()
    with ExitStack() as stack:
        silent = stack.enter_context(
            heard(rooms["silent"] / "a", PulseServer(rooms["silent"]).environment)
        )
        server = stack.enter_context(pulse_server(rooms["server"]))
        killed = stack.enter_context(heard(rooms["server"] / "a", server.environment))
        other = stack.enter_context(pulse_server(rooms["process"]))
        recording = stack.enter_context(other.recording())
        renewed = stack.enter_context(heard(rooms["process"] / "a", other.environment))
        # Step 1 is the hold, after getting ready.
        killed.wait_for_step(1)
        server.kill()
        renewed.wait_for_step(1)
        os.kill(renewed.sound_process(), signal.SIGKILL)
        killed.wait_for_step(3)
        server.start()
        wait_until(lambda: server.streams() == 1)
        records = [program.record() for program in (silent, killed, renewed)]
        names = [note.sound for note in renewed.score()]
    assert records[0][0] == "finished"
    assert records[0] == records[1] == records[2]
    # What sounded when the process was killed broke off, which is no sound that is known.
    onsets = [o.name for o in find_onsets(recording.samples, family()) if o.name != "?"]
    # What fell due while there was no process is missing; all that follows is there, and once.
    assert onsets[-8:] == names[-8:]
    assert len(onsets) <= len(names)


def test_music_is_low_while_the_voice_speaks_and_loud_when_the_window_is_gone(
    tmp_path: Path,
) -> None:
    with (
        pulse_server(tmp_path) as server,
        music(server, volume=LOUD),
        heard(tmp_path / "program", server.environment, SETTINGS) as program,
    ):
        wait_for(server, LOW)
        program.stop()
        wait_for(server, LOUD)
