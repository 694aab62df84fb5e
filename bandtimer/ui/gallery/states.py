"""The states that are pictured, each with the way into it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from bandtimer.core.plan import Step, StepKind
from bandtimer.core.routine import (
    SECOND,
    BandKind,
    Block,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
    Work,
)
from bandtimer.player.intents import Intent
from bandtimer.present.tone import Tone
from bandtimer.routines.library import Library
from bandtimer.routines.problems import Problem
from bandtimer.storage.settings import Counting, RoutineChoices, Settings, ThemeChoice
from bandtimer.ui.gallery.history_states import HISTORY, fill
from bandtimer.ui.gallery.lengthened import lengthened_library
from bandtimer.ui.gallery.state import Pose, State
from bandtimer.ui.gallery.studio import Studio, without_figures
from bandtimer.ui.gallery.tap_states import TAP_ALONG
from bandtimer.ui.player.flash import Flash
from bandtimer.ui.player.key_sheet import KeySheet
from bandtimer.ui.player.pick_sheet import PickSheet
from bandtimer.ui.settings.bands import BandSection
from bandtimer.ui.settings.voice import VoiceSection
from bandtimer.ui.widgets.scroll import give_focus
from bandtimer.voice.engine import Language, Voice
from bandtimer.voice.messages import Offer

Kind = StepKind

DRESSES: Mapping[str, Settings] = MappingProxyType(
    {
        "dark": Settings(),
        "large": Settings(text_percent=200),
        "small": Settings(text_percent=80),
        "light": Settings(theme=ThemeChoice.LIGHT),
        "contrast": Settings(theme=ThemeChoice.HIGH_CONTRAST),
    }
)


def _routine(work: Work, exercise: str, sides: Sides | None = None, every: int = 1) -> Routine:
    item = Prescription(exercise, work, Range(3, 3), sides, every)
    return Routine("gallery", "Tuesday evening", (Block((item,)),))


def _first(studio: Studio) -> QWidget:
    return studio.show("Routines")


def _used(studio: Studio) -> QWidget:
    fill(studio)
    controller = studio.play(studio.library.routines["pre-run-warm-up"])
    studio.forward(controller, _kind(Kind.CHANGE_EXERCISE), 12)
    controller.perform(Intent.LEAVE)
    return studio.show("Routines")


def _hold_timer(studio: Studio) -> QWidget:
    for hours in range(2):
        studio.remember(studio.library.routines["bridge-holds"], 0, 7 + hours)
    return studio.show("Hold timer")


def _nothing_found(studio: Studio) -> QWidget:
    studio.show("Routines")
    for field in studio.window.findChildren(QLineEdit):
        field.setText("swimming")
    return studio.window


def _broken(library: Library) -> Library:
    problems = (
        Problem("knees.yaml", 7, 5, "exercises[1].rep", "unknown key 'rep'; did you mean 'reps'?"),
        Problem("knees.yaml", 9, 11, "exercises[2].hold", "'20-10s' ends before it begins"),
    )
    return Library({}, library.exercises, problems)


def _at(routine: str, wanted: Callable[[Step], bool], seconds: float) -> Pose:
    def pose(studio: Studio) -> QWidget:
        controller = studio.play(studio.library.routines[routine])
        studio.forward(controller, wanted, seconds)
        return studio.window

    return pose


def _work(
    work: Work, exercise: str, seconds: float, sides: Sides | None = None, every: int = 1
) -> Pose:
    def pose(studio: Studio) -> QWidget:
        controller = studio.play(_routine(work, exercise, sides, every))
        studio.forward(controller, lambda step: step.kind is Kind.WORK, seconds)
        return studio.window

    return pose


def _kind(kind: StepKind) -> Callable[[Step], bool]:
    return lambda step: step.kind is kind


def _is_second_set(step: Step) -> bool:
    return step.kind is Kind.WORK and step.set_number == 2


def _paused(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _is_second_set, 17)
    controller.perform(Intent.PAUSE)
    return studio.window


def _going_on(studio: Studio) -> QWidget:
    _paused(studio)
    studio.press(Qt.Key.Key_Space)
    return studio.window


def _self_counted(studio: Studio) -> QWidget:
    studio.choose("beginner", RoutineChoices(counting=Counting.SELF))
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _is_second_set, 4)
    for _ in range(8):
        controller.perform(Intent.PRIMARY)
    return studio.window


def _rest_corrected(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _kind(Kind.WORK), 40)
    studio.forward(controller, _kind(Kind.SWITCH_SIDES))
    studio.forward(controller, _kind(Kind.WORK), 70)
    studio.forward(controller, _kind(Kind.REST), 18)
    controller.perform(Intent.FEWER_REPS)
    return studio.window


def _sheet(key: Qt.Key, text: str, kind: type[QWidget]) -> Pose:
    def pose(studio: Studio) -> QWidget:
        controller = studio.play(studio.library.routines["beginner"])
        studio.forward(controller, _is_second_set, 9)
        studio.press(key, text)
        return studio.window.findChildren(kind)[0]

    return pose


def _unsaved(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _kind(Kind.WORK), 12)
    controller.storage_failed.emit(
        "The session cannot be saved: the disk is full. What you do is kept and saved as soon as "
        "there is room again."
    )
    return studio.window


def _notice(studio: Studio) -> QWidget:
    studio.window.tell(
        "settings.toml: text_percent is 500; it must be a whole number from 80 to 200. 100 is used."
    )
    studio.window.tell("settings.toml: 'them' is not a setting; did you mean 'theme'?")
    return studio.show("Routines")


def _variants(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["accessory"])
    studio.forward(controller, lambda step: step.exercise == "banded-clamshell", 2)
    studio.press(Qt.Key.Key_E, "e")
    return studio.window.findChildren(PickSheet)[0]


def _told(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _kind(Kind.WORK), 2)
    studio.press(Qt.Key.Key_E, "e")
    return studio.window


def _muted(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _is_second_set, 33)
    studio.press(Qt.Key.Key_M, "m")
    return studio.window


def _flash(studio: Studio) -> QWidget:
    controller = studio.play(studio.library.routines["beginner"])
    studio.forward(controller, _kind(Kind.WORK), 2)
    studio.window.findChildren(Flash)[0].light(Tone.WORK)
    return studio.window


def _voices(studio: Studio) -> QWidget:
    studio.show("Settings")
    section = studio.window.findChildren(VoiceSection)[0]
    languages = (Language("en-gb", "English (Great Britain)"), Language("de", "German"))
    section.show_offer(Offer("eSpeak NG 1.52.0", "", languages, (Voice("f2"), Voice("Annie"))))
    give_focus(section.test)
    return studio.window


def _no_voice(studio: Studio) -> QWidget:
    studio.show("Settings")
    section = studio.window.findChildren(VoiceSection)[0]
    section.show_offer(Offer(error="eSpeak NG does not load; there is no command espeak-ng"))
    give_focus(section.fields["encouragement"])
    return studio.window


def _summary(ending: Intent) -> Pose:
    def pose(studio: Studio) -> QWidget:
        controller = studio.play(studio.library.routines["accessory"])
        studio.forward(controller, _kind(Kind.WORK), 62)
        if ending is Intent.STOP:
            controller.perform(ending)
        else:
            studio.finish(controller)
        return studio.window

    return pose


def _bands(studio: Studio) -> QWidget:
    shown = studio.show("Settings")
    (section,) = studio.window.findChildren(BandSection)
    loops = section.groups[BandKind.LOOP]
    loops.adder.click()
    loops.rows[3].name.setText("heavy")
    loops.rows[3].name.editingFinished.emit()
    return shown


def _band_removed(studio: Studio) -> QWidget:
    shown = studio.show("Settings")
    (section,) = studio.window.findChildren(BandSection)
    section.groups[BandKind.LONG].rows[0].remove.click()
    return shown


def _best(studio: Studio) -> QWidget:
    fill(studio)
    longer = Hold(Range(30 * SECOND, None))
    controller = studio.play(_routine(longer, "isometric-glute-bridge"))
    studio.forward(controller, _kind(Kind.WORK), 43)
    studio.finish(controller)
    return studio.window


def _next_time(studio: Studio) -> QWidget:
    """Come to the end of a session after which there is something to suggest."""
    routine = studio.library.routines["accessory"]
    studio.remember(routine, 3, 7)
    controller = studio.play(routine)
    studio.finish_paced(controller)
    studio.press(Qt.Key.Key_6, "6")
    return studio.window


def _next_time_taken(studio: Studio) -> QWidget:
    window = _next_time(studio)
    studio.press(Qt.Key.Key_T, "t")
    return window


def _exercises(studio: Studio) -> QWidget:
    fill(studio)
    return studio.show("Exercises")


PAGES = (
    State("routines", _first),
    State("routines-used", _used),
    State("routines-none-found", _nothing_found),
    State("routines-broken", _first, _broken),
    State("routines-long", _used, lengthened_library),
    State("hold-timer", _hold_timer),
    State("hold-timer-long", _hold_timer, lengthened_library),
    State("notice", _notice),
    State("exercises", _exercises),
    State("exercises-long", _exercises, lengthened_library),
    State("exercises-no-figure", _exercises, without_figures),
    State("settings", lambda studio: studio.show("Settings")),
    State("settings-bands", _bands),
    State("settings-band-removed", _band_removed),
    State("settings-voice", _voices),
    State("settings-no-voice", _no_voice),
    State("settings-end", lambda studio: studio.show("Settings"), is_at_end=True),
)
PLAYER = (
    State("player-get-ready", _at("beginner", _kind(Kind.PREPARE), 3)),
    State("player-reps", _at("beginner", _is_second_set, 33)),
    State("player-paused", _paused),
    State("player-going-on", _going_on),
    State("player-self-counted", _self_counted),
    State("player-switch", _at("beginner", _kind(Kind.SWITCH_SIDES), 2)),
    State("player-rest", _rest_corrected),
    State("player-next", _at("beginner", _kind(Kind.CHANGE_EXERCISE), 20)),
    State("player-hold", _at("bridge-holds", _kind(Kind.WORK), 18)),
    State(
        "player-alternate",
        _work(Reps(Range(12, 15)), "lateral-band-walk", 20, Sides.ALTERNATE, 4),
    ),
    State("player-past", _work(Hold(Range(30 * SECOND, None)), "isometric-glute-bridge", 43)),
    State("player-max", _work(Hold(Range(0, None)), "isometric-glute-bridge", 134)),
    State("player-held-reps", _work(Reps(Range(5, 5), 10 * SECOND), "banded-glute-bridge", 23)),
    State("player-timed", _work(Timed(40 * SECOND), "banded-clamshell", 11)),
    State("player-many", _work(Reps(Range(0, None)), "bent-over-band-row", 700)),
    State("player-no-figure", _at("beginner", _is_second_set, 12), without_figures),
    State("player-long", _at("beginner", _is_second_set, 12), lengthened_library),
    State("player-rest-long", _at("beginner", _kind(Kind.CHANGE_EXERCISE), 9), lengthened_library),
    State("player-unsaved", _unsaved),
    State("player-keys", _sheet(Qt.Key.Key_Question, "?", KeySheet)),
    State("player-hurts", _sheet(Qt.Key.Key_H, "h", PickSheet)),
    State("player-variant", _variants),
    State("player-bands", _sheet(Qt.Key.Key_B, "b", PickSheet)),
    State("player-told", _told),
    State("player-muted", _muted),
    State("player-flash", _flash),
)
SUMMARIES = (
    State("summary", _summary(Intent.NEXT)),
    State("summary-stopped", _summary(Intent.STOP)),
    State("summary-best", _best),
    State("summary-best-long", _best, lengthened_library),
    State("summary-next-time", _next_time),
    State("summary-next-time-taken", _next_time_taken),
    State("summary-next-time-long", _next_time, lengthened_library),
    State("summary-long", _summary(Intent.NEXT), lengthened_library),
)
STATES = PAGES + HISTORY + PLAYER + SUMMARIES + TAP_ALONG
