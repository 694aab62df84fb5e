"""One session under way: the engine in real time, journaled before anything is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bandtimer.core.cues import Cue
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact, PauseReason, Relief
from bandtimer.core.routine import SECOND
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


class SessionController(QObject):
    """Leads one session and keeps its record.

    `changed` says that the session's state is another, `cue` carries a cue that is due now,
    `storage_failed` a sentence for the user when facts could not be written, and an empty one
    once they are: they are kept and tried again with the next ones, or after a while.
    """

    changed = Signal()
    cue = Signal(Cue)
    storage_failed = Signal(str)

    def __init__(
        self,
        engine: Engine,
        session_id: int,
        journal: Journal,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._journal, self._clock = engine, journal, clock
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
    ) -> "SessionController":
        """Take up an unfinished session where its facts leave off, standing still."""
        engine, output = Engine.interrupted(unfinished.plan, unfinished.facts)
        controller = cls(engine, unfinished.id, journal, clock, parent)
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
        return self._attempt(lambda now: self._command(intent, now))

    def swap_exercise(self, exercise: str) -> bool:
        """Go on with a variant of the exercise at hand; return whether that was possible."""
        return self._attempt(lambda now: self._engine.swap_exercise(now, exercise))

    def choose_band(self, band: str) -> bool:
        """Do the exercise at hand with this band; return whether that was possible."""
        return self._attempt(lambda now: self._engine.choose_band(now, band))

    def relieve(self, relief: Relief) -> bool:
        """Record that the exercise hurts and do what gives relief, if that is possible."""
        return self._attempt(lambda now: self._engine.report_pain(now, relief))

    def _attempt(self, command: Callable[[int], Output]) -> bool:
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

    def _command(self, intent: Intent, now: int) -> Output:
        engine, state = self._engine, self.state
        match intent:
            case Intent.PRIMARY if state.current is not None and state.current.self_counted:
                return engine.resume(now) if self._is_paused else engine.count_rep(now)
            case Intent.PRIMARY | Intent.PAUSE:
                return engine.resume(now) if self._is_paused else engine.pause(now)
            case Intent.NEXT | Intent.SKIP if self._just_moved_on(now):
                raise IllegalTransition("the step it was meant for has just ended by itself")
            case Intent.NEXT:
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

    @property
    def _is_paused(self) -> bool:
        return self.state.status is Status.PAUSED

    def _just_moved_on(self, now: int) -> bool:
        changed = self._step_changed_by_itself
        return changed is not None and now - changed < GRACE_MS * max(self._clock.speed, 1)

    def _poll(self) -> None:
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
