"""Which phrases a session asks for and when, from what happens and what is foreseen."""

from collections.abc import Iterator, Sequence

from bandtimer.core.choices import CountAloud, Side
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import (
    BandChosen,
    Ending,
    Fact,
    Outcome,
    PainReported,
    Paused,
    PauseReason,
    PlanChanged,
    RepCounted,
    RepsCorrected,
    Resumed,
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Step, StepKind, estimated_reps
from bandtimer.core.routine import SECOND, Hold, Reps, Timed
from bandtimer.core.schedule import (
    COUNTDOWN_FROM,
    rep_marks,
    reps_by_side,
    side_of_rep,
)
from bandtimer.core.state import State, Status
from bandtimer.present import speech
from bandtimer.present.announcing import announcement, coming, place, switch, work_ahead
from bandtimer.present.speech import Variants
from bandtimer.present.wish import Rank, Telling, Wish
from bandtimer.present.within_sets import COUNTED_DOWN_FROM_MS, SPOKEN_FROM, wishes_within

# So many reps more than a set asks for are prepared to be counted.
_REPS_BEYOND = 5
# In less there is no room to tell what comes, and where only the side changes, none for the side.
_TOLD_IN_MS, _SIDE_TOLD_IN_MS = 6 * SECOND, 5 * SECOND
# The athlete has brought these about, and waits for what is being said to hear of them.
_CHANGES = (BandChosen, PlanChanged, RepsCorrected, TimeAdded)


def wishes(
    state: State,
    items: Sequence[Fact | Cue],
    telling: Telling,
    until: int,
    best_at: int | None = None,
) -> list[Wish]:
    """Return what a session asks to be said.

    `items` is what has happened since the step under way began, from the end of the one before,
    and what is foreseen up to `until`. `best_at` is when the hold under way is the longest ever.
    What was to be said before the session stood still or went on is not wished for any more.
    """
    turns = [i for i, item in enumerate(items) if isinstance(item, Paused | Resumed)]
    before, items = items[: turns[-1]] if turns else (), items[turns[-1] if turns else 0 :]
    narrator = _Narrator(state, telling, until, items, before)
    found = [*narrator.from_items(), *narrator.from_steps()]
    if best_at is not None:
        found.append(Wish(best_at, speech.NEW_BEST, Rank.PROGRESS))
    since = _at(items[0]) if items else 0
    return [wish for wish in found if since <= wish.at <= until and wish.variants]


def phrases_ahead(
    state: State, items: Sequence[Fact | Cue], telling: Telling, until: int
) -> list[str]:
    """List every phrase that may be said soon, what comes first first.

    Beside what is foreseen up to `until`, that is what the athlete can bring about at any time.
    """
    found = sorted(wishes(state, items, telling, until), key=lambda wish: wish.at)
    narrator = _Narrator(state, telling, until, ())
    variants = [*(wish.variants for wish in found), *narrator.at_any_time()]
    return list(dict.fromkeys(phrase for phrases in variants for phrase in phrases))


def _at(item: Fact | Cue) -> int:
    return item.due if isinstance(item, Cue) else item.at


class _Narrator:
    """Goes through what happens in one session, with what is known around it at hand."""

    def __init__(
        self,
        state: State,
        telling: Telling,
        until: int,
        items: Sequence[Fact | Cue],
        before: Sequence[Fact | Cue] = (),
    ) -> None:
        self._state, self._plan = state, state.plan
        self._telling, self._until, self._items = telling, until, items
        self._starts = {i.at: i.step for i in items if isinstance(i, StepStarted)}
        # What a change has begun anew while the session stood still stands still, too.
        self._begun_paused = {i.at for i in before if isinstance(i, StepStarted)}
        # What begins or is over at these instants tells all that there is to tell.
        self._moved_on = {*self._starts, *(i.at for i in items if isinstance(i, SessionEnded))}
        self._restarts = {i.at for i in items if isinstance(i, StepRestarted)}
        ends = [item for item in items if isinstance(item, StepEnded)]
        self._ended = {end.at for end in ends}
        self._over = {end.step: end.at for end in ends}
        # Of several of a kind the last one holds, a number of reps until a further one is counted.
        last = {type(item): item for item in items if isinstance(item, _CHANGES)}
        counted = max((item.at for item in items if isinstance(item, RepCounted)), default=0)
        self._last_changes = [
            item
            for item in last.values()
            if not (
                isinstance(item, RepsCorrected) and item.step == state.step and item.at < counted
            )
        ]
        cut = {item.at for item in items if isinstance(item, TimeAdded)}
        self._passed_over = {
            end.at for end in ends if end.outcome is not Outcome.DONE or end.at in cut
        }
        cues = [item for item in items if isinstance(item, Cue)]
        lead_ins = [cue for cue in cues if cue.kind is CueKind.GET_READY and self._is_work(cue)]
        self._led_in_from = {cue.due for cue in lead_ins}
        self._led_in_to = {cue.due + int(cue.value or 0) * SECOND for cue in lead_ins}
        self._ends = {cue.due for cue in cues if cue.kind is CueKind.SET_DONE}
        self._minimums = {cue.due: cue for cue in cues if cue.kind is CueKind.MINIMUM_REACHED}
        self._turns = {
            cue.due for cue in cues if cue.kind is CueKind.SWITCH_SIDES and self._is_work(cue)
        }
        self._reps = {cue.due: cue for cue in cues if cue.kind is CueKind.REP}

    def from_items(self) -> Iterator[Wish]:
        for item in self._items:
            if isinstance(item, Cue):
                yield from self._of_cue(item)
            else:
                variants = self._of_fact(item)
                if variants:
                    is_change = isinstance(item, _CHANGES)
                    yield Wish(item.at, variants, Rank.CHANGE if is_change else Rank.NEWS)

    def from_steps(self) -> Iterator[Wish]:
        """Wish for what no cue asks for, in the work under way and in that which is foreseen."""
        began = {step: at for at, step in self._starts.items()}
        if self._state.status is Status.RUNNING:
            began[self._state.step] = self._state.anchor - self._state.banked_ms
        # Of a set that began anew the first one counts.
        counted = {(c.step, int(c.value or 0)): c.due for c in reversed(self._reps.values())}
        for step, wish in wishes_within(self._state, self._telling, began, counted, self._until):
            over = self._over.get(step, began[step])
            if wish.at <= over or over <= began[step]:
                yield wish

    def at_any_time(self) -> Iterator[Variants]:
        """List what only the athlete brings about: reps, pauses, an early end, a best."""
        index = self._plan.next_work(self._state.step)
        if index is not None:
            step = self._plan.steps[index]
            likely = estimated_reps(step) + _REPS_BEYOND if step.self_counted else 0
            for reps in range(self._state.reps + 1, likely + 1):
                cues = [Cue(0, mark.kind, index, mark.value) for mark in rep_marks(step, reps, 0)]
                counted = _Narrator(self._state, self._telling, self._until, cues)
                yield from (wish.variants for wish in counted.from_items())
            # How much of a rest is left shows only once the session stands still.
            if self._state.status is Status.PAUSED or index == self._state.step:
                yield speech.resumed(place(self._state))
        yield from (speech.PAUSED, speech.HURT, speech.NEW_BEST)
        yield from (speech.SESSION_STOPPED, speech.SESSION_DONE)

    def _of_fact(self, fact: Fact) -> Variants:
        exercises = self._plan.exercises
        match fact:
            case Paused(at, PauseReason.USER | PauseReason.PAIN) if at in self._begun_paused:
                return speech.paused(announcement(self._state, self._state.step, lead=""))
            case Paused(_, reason):
                spoken = {PauseReason.USER: speech.PAUSED, PauseReason.PAIN: speech.HURT}
                return spoken.get(reason, ())
            case Resumed(at) if at not in self._led_in_from and at not in self._moved_on:
                return speech.resumed(place(self._state))
            case BandChosen(_, exercise, band) if fact in self._last_changes:
                return speech.band_changed(exercises[exercise], band)
            case TimeAdded(at, ms) if at not in self._ended:
                return speech.time_changed(ms)
            case RepsCorrected(_, _, reps) if fact in self._last_changes:
                return speech.corrected(reps)
            case PainReported(_, _, _, relief):
                return speech.relieved(relief)
            case PlanChanged(at, _, adjustment) if (
                at not in self._moved_on and fact in self._last_changes
            ):
                if adjustment.sets is None:
                    return coming(self._state, "Now")
                return speech.sets_changed(adjustment.sets, coming(self._state, "Next"))
            case SessionEnded(_, Ending.STOPPED):
                return speech.SESSION_STOPPED
            case _:
                return ()

    def _of_cue(self, cue: Cue) -> Iterator[Wish]:
        step = self._plan.steps[cue.step]
        match cue.kind:
            case CueKind.COUNTDOWN:
                yield from self._countdown(cue, step)
            case CueKind.REP if cue.due not in self._turns:
                yield Wish(cue.due, self._count(cue, step), Rank.COUNT)
            case CueKind.GET_READY if step.kind is StepKind.WORK:
                yield Wish(cue.due, self._going_on(cue), Rank.NEWS)
            case CueKind.GET_READY | CueKind.REST | CueKind.CHANGE_EXERCISE:
                yield Wish(cue.due, self._lead(cue, step), Rank.PLACE)
            case CueKind.GO if cue.due not in self._led_in_to:
                yield Wish(cue.due, self._unannounced(cue), Rank.PLACE)
            case CueKind.SWITCH_SIDES if step.kind is StepKind.SWITCH_SIDES:
                yield Wish(cue.due, switch(self._plan, cue.step), Rank.PLACE)
            case _:
                yield Wish(cue.due, self._progress(cue, step), Rank.PROGRESS)

    def _progress(self, cue: Cue, step: Step) -> Variants:
        exercise = self._plan.exercises[step.exercise]
        match cue.kind:
            case CueKind.SWITCH_SIDES:
                return speech.turn(exercise, Side(str(cue.value)), self._behind(cue, step))
            case CueKind.MINIMUM_REACHED if cue.due not in self._turns:
                return self._minimum(cue, step)
            case CueKind.TARGET_REACHED:
                return speech.goal_reached(int(cue.value or 0))
            case CueKind.HALFWAY:
                return speech.HALFWAY
            case CueKind.SECONDS_LEFT:
                work = work_ahead(self._plan, cue.step)
                if step.kind is StepKind.WORK or work is None:
                    return speech.TEN_LEFT
                return speech.reminder(self._plan.exercises[work.exercise], work)
            case CueKind.SESSION_DONE:
                return speech.SESSION_DONE
            case _:
                return ()

    def _behind(self, turn: Cue, step: Step) -> Variants:
        """Say what the rep has come to that a turn follows on, with which it is one phrase."""
        minimum, rep = self._minimums.get(turn.due), self._reps.get(turn.due)
        if minimum is not None:
            return self._minimum(minimum, step)
        return () if rep is None else self._count(rep, step)

    def _minimum(self, cue: Cue, step: Step) -> Variants:
        return () if step.work is None else speech.minimum(step.work, int(cue.value or 0))

    def _countdown(self, cue: Cue, step: Step) -> Iterator[Wish]:
        left = int(cue.value or 0)
        leads_in = cue.due + left * SECOND in self._led_in_to
        if leads_in or not isinstance(step.work, Hold | Timed):
            return
        began = next((at for at, index in self._starts.items() if index == cue.step), None)
        if began is None:
            began = self._state.anchor - self._state.banked_ms
        if cue.due + left * SECOND - began < COUNTED_DOWN_FROM_MS:
            return
        numbers = range(SPOKEN_FROM, COUNTDOWN_FROM - 1, -1) if left == COUNTDOWN_FROM else (left,)
        for number in numbers:
            at = cue.due - (number - left) * SECOND
            # What comes before the ticks gives way to what says more.
            rank = Rank.COUNTDOWN if number == left else Rank.COUNT
            yield Wish(at, speech.spoken_number(number), rank)

    def _count(self, cue: Cue, step: Step) -> Variants:
        reps = int(cue.value or 0)
        # The end of the set, or the minimum, says it and more.
        if cue.due in self._ends or cue.due in self._minimums:
            return ()
        is_open = isinstance(step.work, Timed) or (
            isinstance(step.work, Reps) and step.work.count.high is None
        )
        left = estimated_reps(step) - reps
        on_side = reps_by_side(step, reps)[side_of_rep(step, reps - 1)]
        match self._telling.count:
            case CountAloud.ALL:
                return speech.spoken_number(on_side)
            case CountAloud.LAST_THREE if not is_open:
                return speech.reps_left(left) if 1 <= left <= 3 else ()
            case CountAloud.FIFTH | CountAloud.LAST_THREE if on_side % 5 == 0:
                return speech.spoken_number(on_side)
            case _:
                return ()

    def _lead(self, cue: Cue, step: Step) -> Variants:
        lead = "Get ready" if cue.kind is CueKind.GET_READY else "Next"
        announced = announcement(self._state, cue.step, lead)
        return (
            announced if cue.kind is CueKind.GET_READY else speech.rest(step.duration_ms, announced)
        )

    def _unannounced(self, cue: Cue) -> Variants:
        """Announce work that nothing led to, or whose lead was cut short or is too short."""
        announced = announcement(self._state, cue.step, lead="")
        if cue.due in self._restarts:
            return speech.again(announced)
        lead = self._plan.steps[cue.step - 1] if cue.step > 0 else None
        if lead is None or lead.kind is StepKind.WORK or cue.due in self._passed_over:
            return announced
        if lead.kind is StepKind.SWITCH_SIDES:
            return switch(self._plan, cue.step)[-1:] if lead.duration_ms < _SIDE_TOLD_IN_MS else ()
        return announced if lead.duration_ms < _TOLD_IN_MS else ()

    def _going_on(self, cue: Cue) -> Variants:
        """Announce work that its lead-in leads back to."""
        announced = announcement(self._state, cue.step, lead="")
        return speech.again(announced) if cue.due in self._restarts else speech.resumed(announced)

    def _is_work(self, cue: Cue) -> bool:
        return self._plan.steps[cue.step].kind is StepKind.WORK
