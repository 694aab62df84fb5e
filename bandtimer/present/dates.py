"""Dates and times of day in words, in plain English whatever the machine's locale."""

from datetime import date, datetime, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def time_of_day(when: datetime) -> str:
    """Return the time of day: 07:12."""
    return f"{when:%H:%M}"


def short_day(when: datetime, now: datetime) -> str:
    """Return the day as a list shows it: Today, Yesterday, Fri 20 Nov, 3 Jan 2025."""
    days = (now.date() - when.date()).days
    if days in {0, 1}:
        return ("Today", "Yesterday")[days]
    day = f"{when.day} {MONTHS[when.month - 1][:3]}"
    if when.year != now.year:
        return f"{day} {when.year}"
    return f"{WEEKDAYS[when.weekday()][:3]} {day}"


def moment(when: datetime, now: datetime) -> str:
    """Return day and time as they stand within a sentence: today 07:12, Fri 20 Nov 07:12."""
    day = short_day(when, now)
    if day in {"Today", "Yesterday"}:
        day = day.lower()
    return f"{day} {time_of_day(when)}"


def long_day(when: datetime) -> str:
    """Return the whole date: Sunday 22 November 2026."""
    return full_day(when)


def full_day(day: date) -> str:
    """Return the whole date of a day: Sunday 22 November 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def brief_day(day: date, today: date) -> str:
    """Return a day in few letters: 22 Nov, 3 Jan 2025."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == today.year else f"{text} {day.year}"


def how_long_ago(when: datetime | None, now: datetime) -> str:
    """Return how long ago a day was: not done yet, today, 3 days ago, last week, 2 months ago."""
    if when is None:
        return "not done yet"
    days = max((now.date() - when.date()).days, 0)
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 7:
        return f"{days} days ago"
    if days < 14:
        return "last week"
    if days < 61:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def end_time(now: datetime, length_ms: int) -> str:
    """Return the time of day at which something of this length ends when it starts now."""
    return time_of_day(now + timedelta(milliseconds=length_ms))
