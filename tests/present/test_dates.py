"""Days and times of day in words."""

from datetime import UTC, datetime, timedelta

import pytest

from bandtimer.present.dates import (
    end_time,
    how_long_ago,
    long_day,
    moment,
    short_day,
    time_of_day,
)

# A Sunday, just after midnight: yesterday is ten minutes ago.
NOW = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (NOW, "Today"),
        (NOW - timedelta(minutes=11), "Yesterday"),
        (NOW - timedelta(days=2), "Fri 20 Nov"),
        (NOW - timedelta(days=300), "Mon 26 Jan"),
        (NOW.replace(year=2025, month=1, day=3), "3 Jan 2025"),
        # A clock that was put back.
        (NOW + timedelta(days=1), "Mon 23 Nov"),
    ],
)
def test_short_day(when: datetime, text: str) -> None:
    assert short_day(when, NOW) == text


def test_long_day_and_time() -> None:
    assert (long_day(NOW), time_of_day(NOW)) == ("Sunday 22 November 2026", "00:10")


def test_a_moment_within_a_sentence() -> None:
    before = NOW - timedelta(days=2)
    said = [moment(when, NOW) for when in (NOW, NOW - timedelta(minutes=11), before)]
    assert said == ["today 00:10", "yesterday 23:59", "Fri 20 Nov 00:10"]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (6, "6 days ago"),
        (7, "last week"),
        (13, "last week"),
        (14, "2 weeks ago"),
        (60, "8 weeks ago"),
        (61, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, text: str) -> None:
    assert how_long_ago(NOW - timedelta(days=days), NOW) == text


def test_what_was_not_done_yet_and_an_end_after_midnight() -> None:
    assert how_long_ago(None, NOW) == "not done yet"
    assert end_time(NOW.replace(hour=23, minute=59), 61_000) == "00:00"
