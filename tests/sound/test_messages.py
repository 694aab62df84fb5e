import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.sound.messages import (
    Close,
    Item,
    Open,
    Order,
    Play,
    Report,
    Trouble,
    order_line,
    read_order,
    read_report,
    report_line,
)

_INSTANTS = st.integers(0, 2**62)
_TEXTS = st.text(st.characters(codec="utf-8"))
_LENGTHS = st.integers(0, 10_000)
_ITEMS = st.builds(
    Item, _TEXTS, _INSTANTS, _TEXTS, st.floats(0, 4, allow_nan=False), _LENGTHS, _LENGTHS
)
_ORDERS = st.one_of(
    st.just(Open()),
    st.just(Close()),
    st.builds(Play, st.lists(_ITEMS, max_size=5).map(tuple), st.booleans()),
)
_REPORTS = st.builds(
    Report, _TEXTS, _LENGTHS, st.none() | st.sampled_from(list(Trouble)), st.booleans()
)


@given(_ORDERS)
def test_an_order_is_one_line_and_comes_back_whole(order: Order) -> None:
    line = order_line(order)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read_order(line) == order


@given(_REPORTS)
def test_a_report_is_one_line_and_comes_back_whole(report: Report) -> None:
    line = report_line(report)
    assert line.count(b"\n") == 1
    assert read_report(line) == report


@pytest.mark.parametrize(
    "line", [b"{}", b"[]", b'["dance"]', b'["play"]', b'["play", false, [1]]', b"play"]
)
def test_what_is_no_order_is_told_apart(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"no order|no item|Expecting value"):
        read_order(line)


@pytest.mark.parametrize("line", [b"{}", b"[]", b'["x", 1, "bored", true]', b"Traceback"])
def test_what_is_no_report_is_told_apart(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"no report|valid Trouble|Expecting value"):
        read_report(line)
