"""A past session as a FIT activity, as Garmin Connect and Strava read it.

The order of its messages is the one those two expect: file_id, device_info, sport, exercise_title,
the timer's start, sets and rests, the timer's stop, lap, session, activity. Strava needs
`activity.timestamp` and `session.total_elapsed_time`. A hold is a set with a duration and no
repetitions; bands have no weight, so that their names stand in the titles of the exercises.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from fit_tool.data_message import DataMessage
from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.device_info_message import DeviceInfoMessage
from fit_tool.profile.messages.event_message import EventMessage
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.messages.set_message import SetMessage
from fit_tool.profile.messages.sport_message import SportMessage
from fit_tool.profile.profile_type import (
    Activity,
    Event,
    EventType,
    FileType,
    LapTrigger,
    Manufacturer,
    SessionTrigger,
    SetType,
    Sport,
    SubSport,
)

from bandtimer import __version__
from bandtimer.core.facts import Outcome
from bandtimer.core.routine import SECOND
from bandtimer.exchange.fit_names import (
    FIRST_YEAR,
    LAST_YEAR,
    FitNames,
    exercise_title,
    file_id,
    title,
)
from bandtimer.exchange.selection import ExchangeError
from bandtimer.exchange.set_times import TimedSession, TimedSet, timed_session
from bandtimer.storage.timestamps import to_epoch_ms
from bandtimer.storage.whole import WholeSession

_EPOCH_S = 631_065_600
_HEX = re.compile("[0-9a-f]{8}", re.IGNORECASE | re.ASCII)
# A rest shorter than this is no rest.
_LEAST_REST_MS = SECOND


def activity_file(session: WholeSession) -> bytes:
    """Return the bytes of the file; raise ExchangeError for a time that FIT cannot tell."""
    if not FIRST_YEAR <= session.started.year <= LAST_YEAR:
        raise ExchangeError(
            f"FIT knows no time before {FIRST_YEAR} or after {LAST_YEAR}; the session of "
            f"{session.started:%Y-%m-%d} can be exported as CSV or JSON."
        )
    builder = FitFileBuilder(auto_define=True)
    for message in _messages(session):
        builder.add(message)
    return bytes(builder.build().to_bytes())


def _messages(session: WholeSession) -> Iterator[DataMessage]:
    timed = timed_session(session.plan, session.facts)
    start_ms = to_epoch_ms(session.started)
    sets = [item for item in timed.sets if item.record.outcome is not Outcome.SKIPPED]
    yield file_id(FileType.ACTIVITY, start_ms, _serial(session.uid))
    device = DeviceInfoMessage()
    device.timestamp = start_ms
    device.device_index = 0
    device.manufacturer = Manufacturer.DEVELOPMENT.value
    device.product = 0
    device.product_name = "BandTimer"
    device.software_version = float(".".join(__version__.split(".")[:2]))
    yield device
    sport = SportMessage()
    sport.sport = Sport.TRAINING
    sport.sub_sport = SubSport.STRENGTH_TRAINING
    sport.sport_name = title(session.plan.name)
    yield sport
    names = FitNames()
    yield from _titles(timed, sets, names)
    yield _timer(start_ms, is_start=True)
    yield _record(start_ms)
    yield from _course(timed, sets, names, start_ms)
    yield _record(start_ms + timed.end_ms)
    yield _timer(start_ms + timed.end_ms, is_start=False, is_end=True)
    yield from _totals(session, timed, sets, start_ms)


def _serial(uid: str) -> int:
    """Return a number of 32 bits that is always the same for this uid."""
    digits = _HEX.match(uid)
    # A uid was not always refused for not being hexadecimal.
    return int(digits[0], 16) if digits else zlib.crc32(uid.encode())


def _titles(
    timed: TimedSession, sets: Sequence[TimedSet], names: FitNames
) -> Iterator[DataMessage]:
    bands: dict[str, dict[str, None]] = {}
    for item in sets:
        used = bands.setdefault(item.record.exercise, {})
        if item.record.band:
            used[item.record.band] = None
    for index, (exercise_id, used) in enumerate(bands.items()):
        exercise = timed.state.plan.exercises[exercise_id]
        yield exercise_title(index, names.of(exercise), title(exercise.name, *used))


def _timer(at_ms: int, *, is_start: bool, is_end: bool = False) -> DataMessage:
    message = EventMessage()
    message.event = Event.TIMER
    stop = EventType.STOP_ALL if is_end else EventType.STOP
    message.event_type = EventType.START if is_start else stop
    message.timestamp = at_ms
    return message


def _record(at_ms: int) -> DataMessage:
    message = RecordMessage()
    message.timestamp = at_ms
    return message


def _course(
    timed: TimedSession, sets: Sequence[TimedSet], names: FitNames, start_ms: int
) -> Iterator[DataMessage]:
    """Yield the sets, the rests between them and the pauses, in the order in which they ended."""
    course: list[tuple[int, DataMessage]] = []
    for begun, ended in timed.pauses:
        course.append((begun, _timer(start_ms + begun, is_start=False)))
        course.append((ended, _timer(start_ms + ended, is_start=True)))
    course.extend(_sets(timed, sets, names, start_ms))
    course.sort(key=lambda placed: placed[0])
    for _, message in course:
        yield message


def _sets(
    timed: TimedSession, sets: Sequence[TimedSet], names: FitNames, start_ms: int
) -> Iterator[tuple[int, DataMessage]]:
    index = before_ms = 0
    for item in sets:
        record = item.record
        if index and item.start_ms - before_ms >= _LEAST_REST_MS:
            rest = SetMessage()
            rest.set_type = SetType.REST.value
            rest.start_time = start_ms + before_ms
            rest.timestamp = start_ms + item.start_ms
            rest.duration = (item.start_ms - before_ms) / SECOND
            rest.message_index = index
            yield item.start_ms, rest
            index += 1
        name = names.of(timed.state.plan.exercises[record.exercise])
        message = SetMessage()
        message.set_type = SetType.ACTIVE.value
        message.start_time = start_ms + item.start_ms
        message.timestamp = start_ms + item.end_ms
        message.duration = record.elapsed_ms / SECOND
        # Work for a time that nobody counted in has no number of reps, rather than none.
        if record.reps or record.work == "reps":
            message.repetitions = record.reps
        message.category = [name.category]
        message.category_subtype = [name.name]
        message.message_index = index
        yield item.end_ms, message
        index += 1
        before_ms = item.end_ms


def _totals(
    session: WholeSession, timed: TimedSession, sets: Sequence[TimedSet], start_ms: int
) -> Iterator[DataMessage]:
    end_ms = start_ms + timed.end_ms
    elapsed = timed.end_ms / SECOND
    active = timed.state.active_ms(timed.state.at) / SECOND
    lap, whole = LapMessage(), SessionMessage()
    for message in (lap, whole):
        message.message_index = 0
        message.timestamp = end_ms
        message.start_time = start_ms
        message.total_elapsed_time = elapsed
        message.total_timer_time = active
        message.sport = Sport.TRAINING
        message.sub_sport = SubSport.STRENGTH_TRAINING
    lap.event, lap.event_type = Event.LAP, EventType.STOP
    lap.lap_trigger = LapTrigger.SESSION_END
    yield lap
    whole.event, whole.event_type = Event.SESSION, EventType.STOP
    whole.trigger = SessionTrigger.ACTIVITY_END
    whole.first_lap_index, whole.num_laps = 0, 1
    whole.total_reps = sum(item.record.reps or 0 for item in sets)
    yield whole
    activity = ActivityMessage()
    activity.timestamp = end_ms
    activity.total_timer_time = active
    activity.num_sessions = 1
    activity.type = Activity.MANUAL
    activity.event, activity.event_type = Event.ACTIVITY, EventType.STOP
    activity.local_timestamp = _local_s(session.started, timed.end_ms)
    yield activity


def _local_s(started: datetime, end_ms: int) -> int:
    """Return the local time of the end in seconds since the local end of 1989."""
    end_s = (to_epoch_ms(started) + end_ms) // SECOND
    return end_s - _EPOCH_S + (started.utcoffset() or timedelta()) // timedelta(seconds=1)
