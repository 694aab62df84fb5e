"""Play every scenario of this folder; `scenario.py` says how they are written."""

from pathlib import Path

import pytest
from scenario import TICK_MS, Stage, read_scenario

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("tick_ms", [TICK_MS, None], ids=["ticking", "at once"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tick_ms: int | None) -> None:
    scenario = read_scenario(path)
    stage = Stage(scenario, tick_ms)
    stage.play()
    assert stage.timeline == list(scenario.timeline)
    assert stage.record == list(scenario.record)
