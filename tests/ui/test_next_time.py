"""What the summary suggests for next time, and what one key makes of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from window_bench import Bench

from bandtimer.ui.routines.page import RoutinesPage
from bandtimer.ui.summary.page import SummaryPage

Key = Qt.Key
BRIDGE = "banded-glute-bridge"


def summary(bench: Bench) -> SummaryPage:
    page = bench.window.page
    assert isinstance(page, SummaryPage)
    return page


def lead(bench: Bench, effort: Qt.Key) -> SummaryPage:
    """Lead the whole routine at its pace, every set to the top of its range, and rate it."""
    bench.press(Key.Key_Return)
    while not bench.shows(SummaryPage):
        bench.pass_time(60)
    bench.press(effort)
    return summary(bench)


@pytest.fixture
def twice(make_bench: Callable[..., Bench]) -> Bench:
    """Return a window with a routine of one exercise that was done twice, to the top."""
    bench = make_bench()
    own = bench.folders.routines / "bridges.yaml"
    own.write_text(
        f"format: 1\nname: Bridges\nsets: 2\nreps: 10-12\nrest: 30s\nexercises: [{BRIDGE}]\n"
    )
    bench.desktop._reload()
    bench.routines._list._search.setText("Bridges")
    bench.press(Key.Key_Down)
    assert lead(bench, Key.Key_6)._advice == ()
    bench.press(Key.Key_Return)
    bench.clock.ms += 86_400_000
    lead(bench, Key.Key_7)
    return bench


def test_the_stronger_band_is_taken_by_one_key_and_shown_by_the_routine(twice: Bench) -> None:
    page = summary(twice)
    assert page._card.text.text() == (
        "Banded glute bridge reached 12 reps in every set, twice. Try the Medium band."
    )
    twice.press(Key.Key_T)
    assert page._card.isHidden()
    assert page._taken.text() == "Next time: Banded glute bridge with the Medium band"
    twice.press(Key.Key_Return)
    assert twice.shows(RoutinesPage)
    row = twice.routines._detail._exercises._rows[0]
    assert row.band.startswith("Medium loop band")


def test_nothing_is_suggested_until_the_effort_is_known_to_allow_it(twice: Bench) -> None:
    twice.press(Key.Key_9)
    assert summary(twice)._card.isHidden()
    twice.press(Key.Key_8)
    assert summary(twice)._card.isVisible()


def test_a_dismissed_suggestion_stays_away_until_there_is_something_new(twice: Bench) -> None:
    twice.press(Key.Key_D, Key.Key_Return)
    twice.clock.ms += 86_400_000
    assert lead(twice, Key.Key_6)._advice == ()
    # A hard session leaves nothing to say; what it was dismissed for is forgotten with that.
    twice.press(Key.Key_0, Key.Key_6)
    assert len(summary(twice)._advice) == 1


def test_a_harder_variant_is_what_the_routine_has_from_then_on(twice: Bench) -> None:
    while True:
        advice = summary(twice)._advice
        twice.press(Key.Key_T, Key.Key_Return)
        if "band" not in advice[0].suggestion.kind:
            break
        for _ in range(2):
            twice.clock.ms += 86_400_000
            lead(twice, Key.Key_6)
            if summary(twice)._advice:
                break
            twice.press(Key.Key_Return)
    harder = advice[0].suggestion.to
    library = twice.window._pages.library.exercises
    detail = twice.routines._detail
    assert detail._exercises._rows[0].name == library[harder].name
    assert "instead of Banded glute bridge" in detail._exercises._rows[0].band
    twice.press(Key.Key_Return)
    assert twice.view.title == library[harder].name
    twice.press(Key.Key_End, Key.Key_Return)
    detail._tiles["variants"].turn(-1)
    assert detail._exercises._rows[0].name == "Banded glute bridge"


def test_pain_leads_to_the_lighter_band_each_time_anew(twice: Bench) -> None:
    twice.press(Key.Key_T, Key.Key_Return)
    for _ in range(2):
        twice.clock.ms += 86_400_000
        twice.press(Key.Key_Return)
        twice.pass_time(20)
        twice.press(Key.Key_H, Key.Key_1)
        page = summary(twice)
        assert page._card.text.text() == "Banded glute bridge hurt. Try the Light band."
        twice.press(Key.Key_D)
        assert page._card.isHidden()
        twice.press(Key.Key_Return)
