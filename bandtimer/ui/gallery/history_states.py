"""The states of the history: full and empty, its trends, one session, and what can be done."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bandtimer.core.facts import Relief
from bandtimer.core.plan import StepKind
from bandtimer.core.routine import (
    SECOND,
    Block,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Work,
)
from bandtimer.core.tally import Metric
from bandtimer.player.intents import Intent
from bandtimer.present.arrivals import Arrival, arrivals_view
from bandtimer.storage import editing
from bandtimer.ui.gallery.lengthened import lengthened_library
from bandtimer.ui.gallery.state import Pose, State
from bandtimer.ui.gallery.studio import Studio
from bandtimer.ui.history.by_hand import ByHandForm
from bandtimer.ui.history.page import HistoryPage

_NOTE = "Band rolled up on the kickbacks. Use the wide loop next time."
_WEEKS = 36
# What a week had: days back from its Monday with how many sets; some weeks had nothing.
_REST_WEEKS = (3, 11, 12, 20, 29)


def fill(studio: Studio) -> None:
    """Put two months of the built-in routines into the history."""
    routines = studio.library.routines
    for weeks in range(8):
        studio.remember(routines["beginner"], 7 * weeks + 2, 6, _NOTE if not weeks else "")
        studio.remember(routines["bridge-holds"], 7 * weeks + 4, 8)
    studio.remember(routines["pre-run-warm-up"], 1)


def _routine(studio: Studio, name: str, exercise: str, work: Work, sides: Sides) -> Routine:
    item = Prescription(exercise, work, Range(2, 2), sides, rest_ms=20 * SECOND)
    return replace(studio.library.routines[name], blocks=(Block((item,)),))


def _months(studio: Studio) -> None:
    """Put the better part of a year into the history, in which the athlete gets stronger."""
    for ago in range(_WEEKS - 1, -1, -1):
        if ago in _REST_WEEKS:
            continue
        week = _WEEKS - ago
        # Up and down a little, as it goes.
        wave = (0, 2, -1, 1, -2)[week % 5]
        hold = Hold(Range.exactly((20 + week * 6 // 10 + wave) * SECOND))
        bridge = _routine(studio, "bridge-holds", "isometric-glute-bridge", hold, Sides.BOTH)
        reps = Reps(Range.exactly(8 + week // 6 + wave % 2))
        single = _routine(studio, "accessory", "single-leg-glute-bridge", reps, Sides.EACH)
        _band(studio, studio.remember(single, 7 * ago + 2, 5 + week % 3), week)
        studio.remember(bridge, 7 * ago + 4, 7 + week % 2)
        if week % 3:
            studio.remember(bridge, 7 * ago + 6)


def _band(studio: Studio, session_id: int, week: int) -> None:
    """Have the right leg lag behind, and the band change with the months."""
    band = ("extra light", "light", "medium")[min(week // 13, 2)]
    for place, record in enumerate(studio.history.sets(session_id)):
        values = editing.values_of(record)
        fewer = (values.reps or 0) - (1 if record.side == "right" and week % 4 else 0)
        note = "wobbled at the end" if week == _WEEKS and place == 1 else ""
        values = replace(values, reps=fewer, band=band, note=note)
        editing.edit_set(studio.journal, session_id, record.step, record.side, values, 0)


def page(studio: Studio) -> HistoryPage:
    """Show the history and return its page."""
    studio.show("History")
    shown = studio.window.page
    if not isinstance(shown, HistoryPage):
        raise TypeError("the history is not on show")
    return shown


def _full(studio: Studio) -> QWidget:
    _months(studio)
    fill(studio)
    return studio.show("History")


def _used(studio: Studio) -> QWidget:
    fill(studio)
    return studio.show("History")


def _one(studio: Studio) -> QWidget:
    studio.remember(studio.library.routines["bridge-holds"], 0, 6)
    return studio.show("History")


def _trend(exercise: str, metric: Metric) -> Pose:
    def pose(studio: Studio) -> QWidget:
        _months(studio)
        page(studio).trends.follow(exercise, metric)
        return studio.window

    return pose


def _in_hand(studio: Studio) -> QWidget:
    _months(studio)
    shown = page(studio)
    shown.overview.heat_map.setFocus()
    studio.press(Qt.Key.Key_Up)
    studio.press(Qt.Key.Key_Up)
    return studio.window


def _hurt(studio: Studio) -> QWidget:
    fill(studio)
    controller = studio.play(studio.library.routines["accessory"])
    studio.forward(controller, lambda step: step.kind is StepKind.WORK, 21)
    studio.forward(controller, lambda step: step.exercise == "banded-clamshell", 9)
    controller.relieve(Relief.EASIER)
    controller.perform(Intent.PAUSE)
    studio.forward(controller, lambda step: step.kind is StepKind.REST, 44)
    studio.finish(controller)
    controller.rate(7)
    controller.note(_NOTE)
    studio.press(Qt.Key.Key_Escape)
    return _opened(studio)


def _opened(studio: Studio) -> QWidget:
    """Show the history with the latest session opened, also where that hides the list."""
    page(studio)
    studio.press(Qt.Key.Key_Return)
    return studio.window


def _no_match(studio: Studio) -> QWidget:
    fill(studio)
    shown = page(studio)
    shown.sessions.toggle_choices()
    shown.sessions.search.setFocus()
    shown.sessions.search.setText("swimming")
    studio.press(Qt.Key.Key_Return)
    return studio.window


def _deleted(studio: Studio) -> QWidget:
    fill(studio)
    page(studio)
    studio.press(Qt.Key.Key_Delete)
    return studio.window


def _bring_back(studio: Studio) -> QWidget:
    fill(studio)
    page(studio)
    for _ in range(3):
        studio.press(Qt.Key.Key_Delete)
    studio.press(Qt.Key.Key_D, "d")
    return studio.window


def _editing(studio: Studio) -> QWidget:
    _months(studio)
    page(studio)
    studio.press(Qt.Key.Key_E, "e")
    studio.press(Qt.Key.Key_Down)
    studio.press(Qt.Key.Key_Return)
    studio.press(Qt.Key.Key_Down)
    # What is marked is painted twice, which is measured as an overlap.
    studio.press(Qt.Key.Key_End)
    return studio.window


def _by_hand(studio: Studio) -> QWidget:
    fill(studio)
    page(studio)
    studio.press(Qt.Key.Key_A, "a")
    return studio.window


def _typed_day(text: str) -> Pose:
    def pose(studio: Studio) -> QWidget:
        page(studio)
        studio.press(Qt.Key.Key_A, "a")
        form = studio.window.findChildren(ByHandForm)[0]
        form.day.setText(text)
        form.day.setFocus()
        studio.press(Qt.Key.Key_Return)
        return studio.window

    return pose


def _export(studio: Studio) -> QWidget:
    fill(studio)
    page(studio)
    studio.press(Qt.Key.Key_X, "x")
    return studio.window


def _import(studio: Studio) -> QWidget:
    fill(studio)
    shown = page(studio)
    rows = studio.history.sessions(12)
    arrivals = [
        Arrival(r.name, r.started, r.sets_planned, "known" if n > 7 else "added")
        for n, r in enumerate(rows)
    ]
    form = shown.transfers.import_form
    shown.side.show_form(form)
    form.wait_for(Path("bandtimer 2026-11-23.json"))
    arrivals.append(Arrival("Morning", rows[0].started, 2, "refused"))
    problems = ["session 3: unknown fact 'Swum'"]
    refusal = (
        "session 9: “Morning” of 2027-03-01 is left out: it begins in the future. Check its date "
        "in the file, and the clock of this computer."
    )
    unknown = ("Hip Thrust (Barbell)", "Copenhagen plank")
    today = rows[0].started.date()
    view = arrivals_view(arrivals, problems, (refusal,), unknown, today)
    form.show_arrivals(view, can_import=True)
    return studio.window


def _unfinished(studio: Studio) -> QWidget:
    fill(studio)
    controller = studio.play(studio.library.routines["pre-run-warm-up"])
    studio.forward(controller, lambda step: step.kind is StepKind.CHANGE_EXERCISE, 12)
    controller.perform(Intent.LEAVE)
    return _opened(studio)


HISTORY = (
    State("history-empty", lambda studio: studio.show("History")),
    State("history", _used),
    State("history-full", _full),
    State("history-full-end", _full, is_at_end=True),
    State("history-one", _one),
    State("history-long", _used, lengthened_library),
    State("history-day", _in_hand),
    State("history-sides", _trend("single-leg-glute-bridge", Metric.MOST_REPS)),
    State("history-bands", _trend("single-leg-glute-bridge", Metric.BAND)),
    State("history-effort", _trend("isometric-glute-bridge", Metric.EFFORT)),
    State("history-detail", _hurt),
    State("history-detail-long", _hurt, lengthened_library),
    State("history-unfinished", _unfinished),
    State("history-no-match", _no_match),
    State("history-deleted", _deleted),
    State("history-bring-back", _bring_back),
    State("history-bring-back-long", _bring_back, lengthened_library),
    State("history-editing", _editing),
    State("history-by-hand", _by_hand),
    State("history-by-hand-long", _by_hand, lengthened_library),
    State("history-wrong-day", _typed_day("22.11.")),
    State("history-day-out-of-range", _typed_day("1970-12-31")),
    State("history-import", _import),
    State("history-import-long", _import, lengthened_library),
    State("history-export", _export),
    State("history-export-long", _export, lengthened_library),
)
