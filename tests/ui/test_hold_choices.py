"""The hold timer opens with what was last chosen there."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from window_bench import Bench

from bandtimer.core.routine import Sides
from bandtimer.present.hold_timer import HoldChoice
from bandtimer.ui.hold_timer.page import HoldTimerPage

Key = Qt.Key


def hold_timer(bench: Bench) -> HoldTimerPage:
    bench.window.show_page("Hold timer")
    page = bench.window.page
    assert isinstance(page, HoldTimerPage)
    return page


def wordings(page: HoldTimerPage) -> dict[str, str]:
    return {name: tile.wording for name, tile in page._tiles.items()}


def test_the_last_choices_are_there_at_the_next_start(make_bench: Callable[..., Bench]) -> None:
    first = make_bench()
    page = hold_timer(first)
    page._tiles["exercise"].turn(1)
    page._tiles["target"].turn(3)
    page._tiles["minimum"].turn(2)
    page._tiles["sides"].turn(1)
    chosen = wordings(page)
    first.window.close()
    assert wordings(hold_timer(make_bench())) == chosen


def test_several_holds_follow_one_another_by_a_key_each(bench: Bench) -> None:
    page = hold_timer(bench)
    page._tiles["target"].turn(-100)
    for seconds in (12, 15):
        bench.press(Key.Key_Return)
        bench.pass_time(10)
        bench.pass_time(seconds)
        bench.press(Key.Key_A)
        assert bench.window.page is page
    assert page._best.text() == "Best 15 s"
    assert [line.split("   ")[1] for line in page._today.text().splitlines()] == ["15 s", "12 s"]


seconds = st.none() | st.integers(1, 60).map(lambda number: 5 * number)


@given(
    st.builds(
        HoldChoice, st.text(), seconds, seconds, st.sampled_from([None, Sides.EACH, Sides.BOTH])
    )
)
def test_what_is_remembered_comes_back(choice: HoldChoice) -> None:
    assert HoldChoice.from_texts(choice.to_texts()) == choice


@given(st.dictionaries(st.sampled_from(["exercise", "target", "minimum", "sides"]), st.text()))
def test_whatever_stands_in_the_file_is_a_choice(texts: dict[str, str]) -> None:
    chosen = HoldChoice.from_texts(texts)
    assert chosen.target_s is None or 5 <= chosen.target_s <= 300
