"""Play every scenario of this folder; `scenario.py` says how they are written."""

from pathlib import Path

import pytest
from scenario import TICK_MS, Stage, heard_lines, read_scenario

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("tick_ms", [TICK_MS, None], ids=["ticking", "at once"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tick_ms: int | None) -> None:
    scenario = read_scenario(path)
    stage = Stage(scenario, tick_ms)
    stage.play()
    assert stage.timeline == list(scenario.timeline)
    assert stage.record == list(scenario.record)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_is_heard(path: Path) -> None:
    scenario = read_scenario(path)
    if scenario.heard:
        assert heard_lines(scenario.plan) == list(scenario.heard)


def test_something_is_heard_in_one_of_them() -> None:
    assert any(read_scenario(path).heard for path in SCENARIOS)
