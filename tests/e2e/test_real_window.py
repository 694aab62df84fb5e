"""A person's way through the real program, by keys alone."""

import signal
from pathlib import Path

import pytest
from real_program import PATIENCE_S, program, wait_until

WARM_UP = [
    ("banded-glute-kickback", "left"),
    ("banded-glute-kickback", "right"),
    ("lateral-band-walk", "left"),
    ("lateral-band-walk", "right"),
    ("banded-glute-bridge", "both"),
]


def test_the_warm_up_is_chosen_led_and_found_in_the_history(tmp_path: Path) -> None:
    with program(tmp_path) as app:
        app.start()
        # Sorted by name, the warm-up comes last.
        app.press("End", "Return")
        wait_until(lambda: app.ask("history"))
        app.press("space", "space")
        while app.ask("history")[0]["status"] == "active":
            app.press("Right")
        app.press("7", "Return")
        (row,) = wait_until(lambda: [r for r in app.ask("history") if r["effort"]])
        assert (row["routine"], row["status"], row["effort"]) == ("pre-run-warm-up", "finished", 7)
        shown = app.ask("history", "show", str(row["id"]))
        assert [(s["exercise"], s["side"]) for s in shown["sets"]] == WARM_UP
        assert {s["outcome"] for s in shown["sets"]} == {"skipped"}
        app.press("ctrl+q")
        assert app.process is not None
        assert app.process.wait(PATIENCE_S) == 0


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
        app.start()
        app.press("r", "End", "Return")
        wait_until(lambda: app.ask("history")[0]["status"] == "stopped")


def test_time_goes_on_for_a_stopped_process(tmp_path: Path) -> None:
    routine = tmp_path / "short.yaml"
    routine.write_text(
        "format: 1\nname: Short\nexercises:\n  - {exercise: isometric-glute-bridge, hold: 20s}\n"
    )
    with program(tmp_path / "data") as app:
        process = app.start("play", str(routine), "--speed", "10", "--exit-when-done")
        wait_until(lambda: app.ask("history"))
        process.send_signal(signal.SIGSTOP)
        # As long as it takes to ask a few times; then the hold has long been over.
        for _ in range(20):
            app.ask("list")
        process.send_signal(signal.SIGCONT)
        assert process.wait(PATIENCE_S) == 0
        (row,) = app.ask("history")
        (done,) = app.ask("history", "show", str(row["id"]))["sets"]
        assert (done["seconds"], done["outcome"], row["seconds"]) == (20, "done", 30)
