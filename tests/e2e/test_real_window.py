"""A person's way through the real program, by keys alone."""

import signal
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from real_program import Program, program
from waiting import PATIENCE_S, wait_until

from bandtimer.core.facts import (
    Paused,
    PauseReason,
    RepCounted,
    Resumed,
    SessionEnded,
    StepEnded,
    StepStarted,
)
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History

STOPPED_S = 3.5
WARM_UP = [
    ("banded-glute-kickback", "left"),
    ("banded-glute-kickback", "right"),
    ("lateral-band-walk", "left"),
    ("lateral-band-walk", "right"),
    ("banded-glute-bridge", "both"),
]


def press_on(app: Program) -> None:
    """Press Right and wait until that step's end is on disk."""
    ended = sum(isinstance(fact, StepEnded) for fact in app.facts())
    app.press("Right")
    wait_until(lambda: sum(isinstance(fact, StepEnded) for fact in app.facts()) > ended)


def test_the_warm_up_is_chosen_led_and_found_in_the_history(tmp_path: Path) -> None:
    with program(tmp_path) as app:
        process = app.start()
        # Sorted by name the warm-up is the last of four; the second is in hand at first.
        app.press("Down", "Down", "Return")
        wait_until(lambda: app.ask("history") and app.facts())
        app.press("space")
        wait_until(lambda: isinstance(app.last(), Paused))
        app.press("space")
        wait_until(lambda: isinstance(app.last(), Resumed))
        press_on(app)
        wait_until(lambda: any(isinstance(fact, RepCounted) for fact in app.facts()))
        while not isinstance(app.last(), SessionEnded):
            press_on(app)
        app.press("7", "Return")
        (row,) = wait_until(lambda: [r for r in app.ask("history") if r["effort"]])
        assert (row["routine"], row["status"], row["effort"]) == ("pre-run-warm-up", "finished", 7)
        shown = app.ask("history", "show", str(row["id"]))
        assert [(s["exercise"], s["side"]) for s in shown["sets"]] == WARM_UP
        assert [s["outcome"] for s in shown["sets"]] == ["done"] + ["skipped"] * 4
        assert shown["sets"][0]["reps"] >= 1
        assert (shown["status"], shown["seconds"]) == (row["status"], row["seconds"])
        in_words = app.read("history", "show", str(row["id"]))
        assert in_words.startswith("Pre-run warm-up, finished\n")
        assert "7" in in_words.splitlines()[-1]
        app.press("ctrl+q")
        assert process.wait(PATIENCE_S) == 0


def test_the_whole_warm_up_at_speed_leaves_by_itself(tmp_path: Path) -> None:
    with program(tmp_path) as app:
        process = app.start(
            "play", "pre-run-warm-up", "--sets", "1", "--speed", "30", "--exit-when-done"
        )
        assert process.wait(PATIENCE_S) == 0
        (row,) = app.ask("history")
        shown = app.ask("history", "show", str(row["id"]))
        assert shown["status"] == "finished"
        assert [(s["exercise"], s["side"], s["reps"], s["outcome"]) for s in shown["sets"]] == [
            (exercise, side, 10, "done") for exercise, side in WARM_UP
        ]
        # Ten reps at five seconds, those of the walk at four; the clock at speed adds nothing.
        assert [s["seconds"] for s in shown["sets"]] == [50, 50, 40, 40, 50]
        planned = app.ask("plan", "pre-run-warm-up", "--sets", "1")
        assert shown["seconds"] == planned["seconds"]
        (backup,) = (tmp_path / "backups").iterdir()
        with closing(open_database(backup)) as connection:
            assert History(connection).count() == 1


def test_a_start_from_a_kept_picture_leads_what_it_shows(tmp_path: Path) -> None:
    with program(tmp_path) as app:
        process = app.start()
        wait_until((tmp_path / "cache" / "opening.json").exists)
        app.press("ctrl+q")
        assert process.wait(PATIENCE_S) == 0
        process = app.start()
        # They may come before there is anything to take them, and must not be lost.
        app.press("Down", "Down", "Return")
        wait_until(lambda: app.ask("history"))
        assert [row["routine"] for row in app.ask("history")] == ["pre-run-warm-up"]
        app.press("ctrl+q")
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_the_session_to_be_resumed(
    tmp_path: Path, kind: signal.Signals
) -> None:
    with program(tmp_path) as app:
        process = app.start("play", "bridge-holds")
        wait_until(lambda: app.ask("history"))
        process.send_signal(kind)
        assert process.wait(PATIENCE_S) == 0
        assert [row["status"] for row in app.ask("history")] == ["active"]
        left = app.last()
        assert isinstance(left, Paused)
        assert left.reason is PauseReason.LEFT
        app.start()
        app.press("r", "End", "Return")
        wait_until(lambda: app.ask("history")[0]["status"] == "stopped")


def test_a_hold_ends_on_time_though_the_process_was_stopped_in_its_middle(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text(
        "format: 1\nname: Short\nexercises:\n"
        "  - {exercise: isometric-glute-bridge, hold: 6s, sets: 2, rest: 30s}\n"
    )
    with program(tmp_path / "data") as app:
        process = app.start("play", str(routine))
        wait_until(lambda: app.ask("history") and app.facts())
        press_on(app)
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(STOPPED_S)
        held = app.last()
        assert isinstance(held, StepStarted)
        process.send_signal(signal.SIGCONT)
        ended = wait_until(lambda: [f for f in app.facts() if isinstance(f, StepEnded)][1:])[0]
        assert (ended.at - held.at, ended.elapsed_ms) == (6_000, 6_000)
        (done,) = app.ask("history", "show", "1")["sets"]
        assert (done["seconds"], done["outcome"]) == (6, "done")
        # It leads on: the rest that follows takes keys.
        app.press("space")
        wait_until(lambda: isinstance(app.last(), Paused))


def test_what_fell_due_while_the_process_was_stopped_is_at_its_due_time(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text(
        "format: 1\nname: Short\nexercises:\n  - {exercise: isometric-glute-bridge, hold: 20s}\n"
    )
    with program(tmp_path / "data") as app:
        process = app.start("play", str(routine), "--speed", "10", "--exit-when-done")
        wait_until(lambda: app.ask("history"))
        process.send_signal(signal.SIGSTOP)
        # At this speed all of the session, get-ready and hold, falls due meanwhile.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(STOPPED_S)
        process.send_signal(signal.SIGCONT)
        assert process.wait(PATIENCE_S) == 0
        (row,) = app.ask("history")
        (done,) = app.ask("history", "show", str(row["id"]))["sets"]
        assert (done["seconds"], done["outcome"], row["seconds"]) == (20, "done", 30)
