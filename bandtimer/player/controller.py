"""One session under way: the engine in real time, journaled before anything is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bandtimer.core.ahead import foreseen
from bandtimer.core.cues import Cue
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact, PauseReason, Relief
from bandtimer.core.plan import estimated_reps
from bandtimer.core.routine import SECOND, Reps
from bandtimer.core.state import IllegalTransition, State, Status
from bandtimer.player.clock import Clock
from bandtimer.player.deadline_timer import DeadlineTimer
from bandtimer.player.intents import Intent
from bandtimer.storage.errors import StorageError
from bandtimer.storage.journal import Journal, JournaledSession

ADDED_MS = 10 * SECOND
# A cue later than this misleads more than it helps.
LATE_MS = 200
# A press meant for a step that ended by itself just before must not end the next one as well.
GRACE_MS = 400
# A locked file holds the window up at every try, so tries are far apart.
RETRY_MS = 5_000
# The steady clock goes on for so long while the system puts all programs to sleep and wakes them.
FALLING_ASLEEP_MS = 3_000


class SessionController(QObject):
    """Leads one session and keeps its record.

    `changed` says that the session's state is another, `cue` carries a cue that is due now,
    `happened` all that the engine has brought forth, however late.
    `storage_failed` a sentence for the user when facts could not be written, and an empty one
    once they are: they are kept and tried again with the next ones, or after a while. `left` says
    that the athlete left, and that nobody leads the session any more. `slept` tells whether the
    machine was suspended since it was last asked.
    """

    changed = Signal()
    cue = Signal(Cue)
    happened = Signal(object)
    storage_failed = Signal(str)
    left = Signal()

    def __init__(
        self,
        engine: Engine,
        session_id: int,
        journal: Journal,
        clock: Clock,
        parent: QObject | None = None,
        slept: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._engine, self._journal, self._clock = engine, journal, clock
        self._slept, self._last_look = slept, engine.state.at
        self.session_id = session_id
        # The session's clock stands still while nobody runs it, so it goes on from its last fact.
        self._origin = clock.now_ms() - engine.state.at
        self._unsaved: list[Fact] = []
        self._is_failing = False
        self._step_changed_by_itself: int | None = None
        self._timer = DeadlineTimer(clock, self)
        self._timer.due.connect(self._poll)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._save)

    @classmethod
    def take_up(
        cls,
        unfinished: JournaledSession,
        journal: Journal,
        clock: Clock,
        parent: QObject | None = None,
        slept: Callable[[], bool] = lambda: False,
    ) -> "SessionController":
        """Take up an unfinished session where its facts leave off, standing still."""
        engine, output = Engine.interrupted(unfinished.plan, unfinished.facts)
        controller = cls(engine, unfinished.id, journal, clock, parent, slept)
        controller._publish(output)
        return controller

    def start(self) -> None:
        """Let time pass, now that whoever listens is connected."""
        self._origin = self._clock.now_ms() - self.state.at
        self._poll()

    @property
    def state(self) -> State:
        """Return the session as of its last fact."""
        return self._engine.state

    @property
    def speed(self) -> float:
        """Return how many milliseconds of the session pass in a real one."""
        return self._clock.speed

    @property
    def now(self) -> int:
        """Return the time on the session's clock, in ms; it stands at the end once ended."""
        if self.state.status is Status.ENDED:
            return self.state.at
        return self._clock.now_ms() - self._origin

    @property
    def is_running(self) -> bool:
        """Tell whether time passes for the athlete."""
        return self.state.status is Status.RUNNING

    def perform(self, intent: Intent) -> bool:
        """Do what is wanted; return whether the session's state allowed it."""
        done = self._attempt(lambda now: self._command(intent, now))
        if intent is Intent.LEAVE:
            self.left.emit()
        return done

    def swap_exercise(self, exercise: str) -> bool:
        """Go on with a variant of the exercise at hand; return whether that was possible."""
        return self._attempt(lambda now: self._engine.swap_exercise(now, exercise))

    def choose_band(self, band: str) -> bool:
        """Do the exercise at hand with this band; return whether that was possible."""
        return self._attempt(lambda now: self._engine.choose_band(now, band))

    def relieve(self, relief: Relief) -> bool:
        """Record that the exercise hurts and do what gives relief, if that is possible."""
        return self._attempt(lambda now: self._engine.report_pain(now, relief))

    def foreseen(self, ms: int) -> Output:
        """Return what the next so many milliseconds bring if the athlete does nothing."""
        return foreseen(self._engine, self.now + ms)

    def look_for_sleep(self) -> bool:
        """Pause as of the instant the machine fell asleep, if it did; return whether."""
        awake, self._last_look = self._last_look, self.now
        if not self._slept():
            return False
        near = self.now - awake <= FALLING_ASLEEP_MS * max(self._clock.speed, 1)
        return self._fall_asleep(max(awake, self.state.at) if near else self.now)

    def fall_asleep(self) -> None:
        """Pause, because the machine is about to be suspended."""
        self._fall_asleep(self.now)

    def _fall_asleep(self, at: int) -> bool:
        if not self.is_running:
            return False
        try:
            output = self._engine.pause(at, PauseReason.SUSPENDED)
        except IllegalTransition:
            return False
        # What was due when the machine fell asleep is recorded, but too late to be announced.
        self._publish(Output(output.facts, ()))
        return True

    def _attempt(self, command: Callable[[int], Output]) -> bool:
        if self.look_for_sleep():
            # The wish was about what ran before the sleep; standing still is all it can mean now.
            return False
        now = self.now
        # A step that is over may still wait for its timer; the wish is about what comes after it.
        self._catch_up(now)
        before = self.state.step
        try:
            output = command(now)
        except IllegalTransition:
            return False
        self._publish(output)
        if self.state.step != before:
            self._step_changed_by_itself = None
        return True

    def rate(self, effort: int) -> None:
        """Record the effort of the ended session, 1 to 10."""
        self._publish(self._engine.rate(self.now, effort))

    def note(self, text: str) -> None:
        """Record the note on the ended session."""
        self._publish(self._engine.note(self.now, text))

    def settle(self) -> None:
        """Try for the last time to write what could not be written; then let go of it."""
        if self._unsaved:
            self._save()
        self._unsaved.clear()
        self._retry.stop()

    def _command(self, intent: Intent, now: int) -> Output:
        engine = self._engine
        match intent:
            case Intent.NEXT | Intent.SKIP | Intent.FORWARD if self._just_moved_on(now):
                raise IllegalTransition("the step it was meant for has just ended by itself")
            case Intent.PRIMARY | Intent.FORWARD if self._counts(intent):
                return engine.resume(now) if self._is_paused else engine.count_rep(now)
            case Intent.PRIMARY | Intent.PAUSE:
                return engine.resume(now) if self._is_paused else engine.pause(now)
            case Intent.HALT:
                return engine.pause(now)
            case Intent.RESUME:
                return engine.resume(now)
            case Intent.NEXT | Intent.FORWARD:
                return engine.finish_step(now)
            case Intent.SKIP:
                return engine.skip(now)
            case Intent.BACK:
                return engine.back(now)
            case Intent.MORE_TIME:
                return engine.add_time(now, ADDED_MS)
            case Intent.LESS_TIME:
                return engine.add_time(now, -ADDED_MS)
            case Intent.MORE_REPS:
                return engine.correct_reps(now, 1)
            case Intent.FEWER_REPS:
                return engine.correct_reps(now, -1)
            case Intent.MORE_SETS:
                return engine.change_sets(now, 1)
            case Intent.FEWER_SETS:
                return engine.change_sets(now, -1)
            case Intent.HURT:
                reason = PauseReason.PAIN
                return engine.poll(now) if self._is_paused else engine.pause(now, reason)
            case Intent.LEAVE:
                return engine.poll(now) if self._is_paused else engine.pause(now, PauseReason.LEFT)
            case Intent.STOP:
                return engine.stop(now)

    def _counts(self, intent: Intent) -> bool:
        step = self.state.current
        if step is None or not step.self_counted:
            return False
        if intent is Intent.PRIMARY or not isinstance(step.work, Reps):
            return True
        # Whoever has only a forward button far from the keyboard gets on with it, too.
        return step.work.count.high is None or self.state.reps < estimated_reps(step)

    @property
    def _is_paused(self) -> bool:
        return self.state.status is Status.PAUSED

    def _just_moved_on(self, now: int) -> bool:
        changed = self._step_changed_by_itself
        return changed is not None and now - changed < GRACE_MS * max(self._clock.speed, 1)

    def _poll(self) -> None:
        if not self.look_for_sleep():
            self._catch_up(self.now)

    def _catch_up(self, now: int) -> None:
        before = self.state.step
        self._publish(self._engine.poll(now))
        if self.state.step != before:
            self._step_changed_by_itself = self.state.at

    def _publish(self, output: Output) -> None:
        if output.facts:
            self._unsaved.extend(output.facts)
            self._save()
        deadline = self._engine.next_deadline()
        self._timer.aim(None if deadline is None else deadline + self._origin)
        # What is heard does not wait for what is painted.
        if output.facts or output.cues:
            self.happened.emit(output)
        if output.facts:
            self.changed.emit()
        oldest = self.now - LATE_MS * max(self._clock.speed, 1)
        for cue in output.cues:
            if cue.due >= oldest:
                self.cue.emit(cue)

    def _save(self) -> None:
        wall_ms = round(self._clock.wall().timestamp() * 1_000)
        try:
            self._journal.append(self.session_id, tuple(self._unsaved), self.state, wall_ms)
        except StorageError as error:
            self._is_failing = True
            self._retry.start()
            self.storage_failed.emit(str(error))
            return
        self._unsaved.clear()
        self._retry.stop()
        if self._is_failing:
            self._is_failing = False
            self.storage_failed.emit("")
