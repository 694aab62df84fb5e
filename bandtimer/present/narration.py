"""Which phrases a session asks for and when, before anybody knows whether there is room for them.

What matters most comes first in `Rank`; where two want the same moment, the lower one waits, takes
a shorter variant, or is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

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
from bandtimer.core.plan import Plan, Step, StepKind, estimated_ms, estimated_reps, rep_phases
from bandtimer.core.routine import SECOND, BandKind, Hold, Phase, Reps, Timed
from bandtimer.core.schedule import (
    COUNTDOWN_FROM,
    length_ms,
    rep_marks,
    reps_by_side,
    side_of_rep,
)
from bandtimer.core.state import State, Status
from bandtimer.present import speech
from bandtimer.present.speech import Variants

# Shorter work is counted down by its ticks alone.
_COUNTED_DOWN_FROM_MS = 10 * SECOND
_SPOKEN_FROM = 5
_TEN_MS = 10 * SECOND
# A hold is settled by now, and what is said can still be put into practice.
_SETTLED_MS = 4 * SECOND
_ENCOURAGED_AT = 2 / 3
# So many reps more than a set asks for are prepared to be counted.
_REPS_BEYOND = 5
# In less there is no room to tell what comes, and where only the side changes, none for the side.
_TOLD_IN_MS, _SIDE_TOLD_IN_MS = 6 * SECOND, 5 * SECOND
# The athlete has brought these about, and waits for what is being said to hear of them.
_CHANGES = (BandChosen, PlanChanged, RepsCorrected, TimeAdded)
# The number of a rep has been said by now.
_COUNTED_MS = 700


class Rank(IntEnum):
    """How much a phrase matters, what matters most first."""

    COUNTDOWN = 0
    NEWS = 1
    CHANGE = 2
    PROGRESS = 3
    PLACE = 4
    FORM = 5
    COUNT = 6
    ENCOURAGEMENT = 7


# How long a phrase may wait for room, in ms: a number is wrong soon, an announcement is not.
PATIENCE_MS = {
    Rank.COUNTDOWN: 250,
    Rank.NEWS: 1_500,
    Rank.CHANGE: 6_000,
    Rank.PROGRESS: 1_000,
    Rank.PLACE: 4_000,
    Rank.FORM: 1_500,
    Rank.COUNT: 450,
    Rank.ENCOURAGEMENT: 4_000,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What is wanted of the voice beyond what everybody needs."""

    count: CountAloud = CountAloud.ALL
    form_cues: bool = True
    encouragement: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A phrase wanted at the instant `at`, on the session's clock, in ms; `variants` get shorter.

    It waits for the sound of its instant to end, and then for as long as its rank has patience.
    """

    at: int
    variants: Variants
    rank: Rank


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
        for index, at in began.items():
            if self._plan.steps[index].kind is StepKind.WORK:
                found = (
                    *self._tens(index, at),
                    *self._form_cue(index, at),
                    *self._encouragement(index, at),
                )
                over = self._over.get(index, at)
                yield from (wish for wish in found if wish.at <= over or over <= at)

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
                yield speech.resumed(self._place())
        yield from (speech.PAUSED, speech.HURT, speech.NEW_BEST)
        yield from (speech.SESSION_STOPPED, speech.SESSION_DONE)

    def _of_fact(self, fact: Fact) -> Variants:
        exercises = self._plan.exercises
        match fact:
            case Paused(at, PauseReason.USER | PauseReason.PAIN) if at in self._begun_paused:
                return speech.paused(self._announcement(self._state.step, lead=""))
            case Paused(_, reason):
                spoken = {PauseReason.USER: speech.PAUSED, PauseReason.PAIN: speech.HURT}
                return spoken.get(reason, ())
            case Resumed(at) if at not in self._led_in_from and at not in self._moved_on:
                return speech.resumed(self._place())
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
                    return self._coming("Now")
                return speech.sets_changed(adjustment.sets, self._coming("Next"))
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
                yield Wish(cue.due, self._switch(cue.step), Rank.PLACE)
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
                work = self._work(cue.step)
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
        if cue.due + left * SECOND - began < _COUNTED_DOWN_FROM_MS:
            return
        numbers = range(_SPOKEN_FROM, COUNTDOWN_FROM - 1, -1) if left == COUNTDOWN_FROM else (left,)
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
        coming = self._announcement(cue.step, lead)
        return coming if cue.kind is CueKind.GET_READY else speech.rest(step.duration_ms, coming)

    def _unannounced(self, cue: Cue) -> Variants:
        """Announce work that nothing led to, or whose lead was cut short or is too short."""
        coming = self._announcement(cue.step, lead="")
        if cue.due in self._restarts:
            return speech.again(coming)
        lead = self._plan.steps[cue.step - 1] if cue.step > 0 else None
        if lead is None or lead.kind is StepKind.WORK or cue.due in self._passed_over:
            return coming
        if lead.kind is StepKind.SWITCH_SIDES:
            return self._switch(cue.step)[-1:] if lead.duration_ms < _SIDE_TOLD_IN_MS else ()
        return coming if lead.duration_ms < _TOLD_IN_MS else ()

    def _going_on(self, cue: Cue) -> Variants:
        """Announce work that its lead-in leads back to."""
        coming = self._announcement(cue.step, lead="")
        return speech.again(coming) if cue.due in self._restarts else speech.resumed(coming)

    def _place(self) -> Variants:
        """Tell where a session stands that goes on: what is done, or what is waited for."""
        index = self._state.step
        kinds = [step.kind for step in self._plan.steps[index : index + 1]]
        if kinds == [StepKind.SWITCH_SIDES]:
            return self._switch(index)
        if kinds in ([StepKind.REST], [StepKind.CHANGE_EXERCISE]):
            step = self._plan.steps[index]
            left = step.duration_ms + self._state.added_ms - self._state.banked_ms
            return speech.rest(-(-left // SECOND) * SECOND, self._announcement(index, "Next"))
        return self._announcement(index, "Get ready" if kinds == [StepKind.PREPARE] else "")

    def _coming(self, lead: str) -> Variants:
        """Announce what the step under way leads to; nothing while it is work itself."""
        index = self._state.step
        return () if self._plan.next_work(index) == index else self._announcement(index, lead)

    def _switch(self, index: int) -> Variants:
        step = self._plan.steps[index]
        return speech.switch(self._plan.exercises[step.exercise], self._work(index) or step)

    def _announcement(self, index: int, lead: str) -> Variants:
        """Announce the work at or after a step; the band only where it may be another."""
        ahead = self._plan.next_work(index)
        if ahead is None:
            return ()
        work = self._plan.steps[ahead]
        exercise = self._plan.exercises[work.exercise]
        band = self._state.band_of(work.exercise) if self._is_banded_anew(ahead) else None
        return speech.announced(exercise, work, band, lead)

    def _is_banded_anew(self, ahead: int) -> bool:
        """Tell whether a band is to be put on for a work, another one, or none any more."""
        last, coming = self._plan.last_work(ahead), self._plan.steps[ahead].exercise
        before = None if last is None else self._plan.steps[last].exercise
        kinds = {self._plan.exercises[name].band.kind for name in (before, coming) if name}
        return before != coming and kinds != {BandKind.NONE}

    def _is_work(self, cue: Cue) -> bool:
        return self._plan.steps[cue.step].kind is StepKind.WORK

    def _work(self, index: int) -> Step | None:
        ahead = self._plan.next_work(index)
        return None if ahead is None else self._plan.steps[ahead]

    def _tens(self, index: int, began: int) -> Iterator[Wish]:
        step = self._plan.steps[index]
        if not isinstance(step.work, Hold):
            return
        end = length_ms(step, self._added(index))
        last = self._until - began if end is None else min(end - 1, self._until - began)
        goal = estimated_ms(step) + self._added(index) if step.work.time.high else None
        for elapsed in range(_TEN_MS, last + 1, _TEN_MS):
            if goal is not None and 0 <= goal - elapsed <= (_SPOKEN_FROM + 1) * SECOND:
                # The countdown says more.
                continue
            number = speech.spoken_number(elapsed // SECOND)
            yield Wish(began + elapsed, number, Rank.COUNT)

    def _form_cue(self, index: int, began: int) -> Iterator[Wish]:
        step = self._plan.steps[index]
        cues = self._plan.exercises[step.exercise].cues
        if not (self._telling.form_cues and cues):
            return
        cue = cues[_ordinal(self._plan, index) % len(cues)]
        second = 1 if estimated_reps(step) > 1 else 0
        at = self._moment(index, began, second, _SETTLED_MS)
        if at is not None:
            yield Wish(at + _offset(step, cue.phase), speech.form_cue(cue.text), Rank.FORM)

    def _encouragement(self, index: int, began: int) -> Iterator[Wish]:
        step = self._plan.steps[index]
        reps = int(estimated_reps(step) * _ENCOURAGED_AT)
        if not self._telling.encouragement or (isinstance(step.work, Reps) and reps < 2):
            return
        at = self._moment(index, began, reps, round(estimated_ms(step) * _ENCOURAGED_AT))
        if at is not None:
            texts = speech.ENCOURAGEMENTS
            text = texts[_ordinal(self._plan, index) % len(texts)]
            yield Wish(at, (text,), Rank.ENCOURAGEMENT)

    def _moment(self, index: int, began: int, reps: int, elapsed: int) -> int | None:
        """Return when so many reps of a set are done, or so much of a hold is over, if known."""
        step = self._plan.steps[index]
        if not isinstance(step.work, Reps):
            return began + elapsed if estimated_ms(step) >= _COUNTED_DOWN_FROM_MS else None
        if step.paced:
            return began + reps * step.rep_ms
        return next(
            (
                item.due
                for item in self._items
                if isinstance(item, Cue)
                and (item.kind, item.step, item.value) == (CueKind.REP, index, max(reps, 1))
            ),
            None,
        )

    def _added(self, index: int) -> int:
        return self._state.added_ms if index == self._state.step else 0


def _offset(step: Step, phase: Phase | None) -> int:
    """Return how long after the last rep was counted the words for a phase are in place."""
    before = 0
    for name, length in rep_phases(step) if step.paced else ():
        if name == phase:
            return before or _COUNTED_MS
        before += length
    return _COUNTED_MS


def _ordinal(plan: Plan, index: int) -> int:
    """Return how many sets of its exercise come before a set."""
    name = plan.steps[index].exercise
    return sum(s.kind is StepKind.WORK and s.exercise == name for s in plan.steps[:index])
