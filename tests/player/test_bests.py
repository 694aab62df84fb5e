"""The bests of before, as a session asks for them."""

from dataclasses import replace
from pathlib import Path

import led_session
import pytest
from fake_clock import FakeClock
from led_session import HOLDS, KICKBACKS, Led, plan_of

from bandtimer.core.choices import Side
from bandtimer.player.bests import best_holds
from bandtimer.storage.history import History

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_longest_hold_of_a_variant_is_known_before_it_is_taken(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    led = Led(tmp_path, clock, HOLDS)
    led.start()
    led.run(60)
    kickback = replace(led_session.EXERCISES["kickback"], harder=("bridge",))
    monkeypatch.setitem(led_session.EXERCISES, "kickback", kickback)
    bests = best_holds(plan_of(KICKBACKS), History(led.connection))
    assert bests == {("bridge", Side.BOTH): 12_000}
    led.close()
