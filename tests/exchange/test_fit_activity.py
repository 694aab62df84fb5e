"""A FIT activity says of a session what the record says, checked by a decoder of others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from exported import decoded, led, named, whole
from hypothesis import given
from session_strategies import Session, sessions
from storage_samples import MIXED, SHORT, STARTED, facts_of, plan_of

from bandtimer.core.engine import Engine
from bandtimer.core.facts import Outcome
from bandtimer.core.record import set_records
from bandtimer.core.routine import SECOND, FitName
from bandtimer.core.state import Status, fold
from bandtimer.exchange.fit_activity import activity_file
from bandtimer.exchange.selection import ExchangeError


def test_its_messages_come_in_the_order_that_is_asked_for() -> None:
    names = [name for name, _ in decoded(activity_file(led(SHORT)))]
    assert names == [
        "file_id", "device_info", "sport", "exercise_title", "event", "record", "set", "record",
        "event", "lap", "session", "activity",
    ]  # fmt: skip


def test_a_session_in_full() -> None:
    messages = decoded(activity_file(led(MIXED, {"kickback": "Green"})))
    (sport,) = named(messages, "sport")
    assert (sport["sport"], sport["sub_sport"]) == ("training", "strength_training")
    titles = [title["wkt_step_name"] for title in named(messages, "exercise_title")]
    assert titles == ["Kickback, Green", "Band walk", "Glute bridge “hold”", "Squat"]
    active = [item for item in named(messages, "set") if item["set_type"] == "active"]
    assert [(item.get("repetitions"), item["duration"]) for item in active] == [
        (3, 15.0), (3, 15.0), (3, 15.0), (3, 15.0),
        (4, 20.0), (4, 20.0),
        (None, 3.0), (None, 4.0),
        (None, 6.0),
    ]  # fmt: skip
    rests = [item["duration"] for item in named(messages, "set") if item["set_type"] == "rest"]
    assert rests[:3] == [6.0, 5.0, 6.0]


def test_times_are_those_of_the_session_and_the_local_time_is_told() -> None:
    (activity,) = named(decoded(activity_file(led(SHORT))), "activity")
    plan = plan_of(SHORT)
    state = fold(plan, facts_of(plan))
    end = STARTED.astimezone(UTC) + timedelta(milliseconds=state.at)
    assert activity["timestamp"] == end.replace(microsecond=0)
    assert activity["local_timestamp"] - activity["timestamp"] == timedelta(hours=13)


def test_pauses_stop_the_timer() -> None:
    plan = plan_of(SHORT, lead_in_ms=4_000)
    engine = Engine(plan)
    facts = [*engine.poll(12_000).facts, *engine.pause(12_000).facts]
    facts += [*engine.resume(38_000).facts, *engine.poll(200_000).facts]
    messages = decoded(activity_file(whole(plan, tuple(facts))))
    events = [(event["event_type"], event["timestamp"]) for event in named(messages, "event")]
    assert [kind for kind, _ in events] == ["start", "stop", "start", "stop_all"]
    assert events[2][1] - events[1][1] == timedelta(seconds=30)
    (session,) = named(messages, "session")
    assert session["total_elapsed_time"] - session["total_timer_time"] == 30.0


def test_exercises_have_their_numbers_of_the_profile_or_else_titles_of_their_own() -> None:
    session = led(MIXED)
    exercises = dict(session.plan.exercises)
    exercises["squat"] = replace(exercises["squat"], fit=FitName(37, 10))
    plan = replace(session.plan, exercises=exercises)
    titles = named(decoded(activity_file(replace(session, plan=plan))), "exercise_title")
    numbers = [(title["exercise_category"], title["exercise_name"]) for title in titles]
    assert numbers[-1] == ("banded_exercises", 10)
    assert len(set(numbers)) == 4


@pytest.mark.parametrize("year", [1985, 2121, 2900])
def test_a_time_that_fit_does_not_know_is_refused(year: int) -> None:
    session = replace(led(SHORT), started=datetime(year, 1, 1, tzinfo=UTC))
    with pytest.raises(ExchangeError, match="FIT knows no time before 1990 or after 2120"):
        activity_file(session)


def test_the_last_year_that_fit_knows_is_written() -> None:
    assert activity_file(replace(led(SHORT), started=datetime(2120, 12, 30, tzinfo=UTC)))


def test_the_serial_number_comes_from_any_uid() -> None:
    def serial(uid: str) -> int:
        (found,) = named(decoded(activity_file(replace(led(SHORT), uid=uid))), "file_id")
        return int(found["serial_number"])

    assert serial("0123abcd" + "f" * 24) == serial("0123ABCD" + "F" * 24) == 0x0123ABCD + 1
    odd = [f"session {number} of my band app".ljust(32, ".") for number in range(9)]
    assert len({serial(uid) for uid in odd}) == len(odd)
    assert serial("1_234567" + "é" * 24)


@given(sessions().filter(lambda session: session.state.status is Status.ENDED))
def test_every_set_of_any_session_is_in_it_and_the_totals_are_right(session: Session) -> None:
    messages = decoded(activity_file(whole(session.plan, session.facts)))
    active = [item for item in named(messages, "set") if item["set_type"] == "active"]
    done = [r for r in set_records(session.state) if r.outcome is not Outcome.SKIPPED]
    assert sorted((item["duration"], item.get("repetitions", 0)) for item in active) == sorted(
        (record.elapsed_ms / SECOND, record.reps or 0) for record in done
    )
    ends = [item["timestamp"] for item in named(messages, "set")]
    assert ends == sorted(ends)
    (whole_session,) = named(messages, "session")
    state = session.state
    assert whole_session["total_timer_time"] == state.active_ms(state.at) / SECOND
    assert whole_session["total_elapsed_time"] == state.anchor / SECOND
    # The decoder knows the field by its older name as well.
    reps = whole_session.get("total_reps", whole_session.get("total_cycles"))
    assert reps == sum(record.reps or 0 for record in done)
