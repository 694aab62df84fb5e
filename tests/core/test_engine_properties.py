"""What holds for every routine, every athlete and every way of being polled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from routine_shapes import (
    BACK,
    POLL,
    Act,
    adding,
    anything,
    changing,
    everything,
    plans,
    scripts,
    standing,
    thorough,
    working,
)

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import (
    Fact,
    Outcome,
    Paused,
    PauseReason,
    Resumed,
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Plan, estimated_ms
from bandtimer.core.record import set_records
from bandtimer.core.state import IllegalTransition, State, Status, apply, fold

HOURS_LATER = 10 * 3_600_000


class Session:
    """An engine with all it has brought forth, and with the refusals among its acts."""

    def __init__(self, plan: Plan) -> None:
        self.engine = Engine(plan)
        self.facts: list[Fact] = []
        self.cues: list[Cue] = []
        self.refused: list[Act] = []

    def take(self, act: Act) -> None:
        try:
            output = act.command.do(self.engine, act.at)
        except IllegalTransition:
            self.refused.append(act)
            return
        self.facts.extend(output.facts)
        self.cues.extend(output.cues)


def played(plan: Plan, acts: Iterable[Act]) -> Session:
    session = Session(plan)
    for act in acts:
        session.take(act)
    return session


def poll(at: int) -> Act:
    return Act(at, POLL)


def by_time(acts: list[Act], polls: Iterable[int]) -> list[Act]:
    """Put polls among the acts, before the acts of the same instant."""
    return sorted([*map(poll, polls), *acts], key=lambda act: act.at)


def deadline_by_deadline(plan: Plan, acts: list[Act], end: int) -> Session:
    session = Session(plan)
    for act in [*acts, poll(end)]:
        due = session.engine.next_deadline()
        while due is not None and due < act.at:
            session.take(poll(due))
            due = session.engine.next_deadline()
        session.take(act)
    return session


ends = st.integers(0, 30 * 60_000)


@thorough
@given(plans, scripts(everything), ends, st.lists(st.integers(0, 45 * 60_000), max_size=30))
def test_how_often_it_is_polled_changes_nothing(
    plan: Plan, acts: list[Act], rest: int, polls: list[int]
) -> None:
    end = (acts[-1].at if acts else 0) + rest
    once = played(plan, [*acts, poll(end)])
    often = played(plan, [*by_time(acts, [at for at in polls if at <= end]), poll(end)])
    precisely = deadline_by_deadline(plan, acts, end)
    for other in (often, precisely):
        assert other.facts == once.facts
        assert other.cues == once.cues
        assert other.refused == once.refused
        assert other.engine.state == once.engine.state


@thorough
@given(plans, scripts(everything))
def test_no_cue_comes_twice(plan: Plan, acts: list[Act]) -> None:
    cues = played(plan, [*acts, poll(acts[-1].at + 60_000 if acts else HOURS_LATER)]).cues
    repeats = [cue for cue, times in Counter(cues).items() if times > 1]
    # Back at the very instant a step began asks for the same opening once more.
    backs = {act.at for act in acts if act.command is BACK}
    assert [cue for cue in repeats if cue.due not in backs] == []


@thorough
@given(plans, scripts(working | standing))
def test_a_step_says_each_thing_once(plan: Plan, acts: list[Act]) -> None:
    session = played(plan, [*acts, poll((acts[-1].at if acts else 0) + 600_000)])
    cues = without_lead_ins(session.facts, session.cues)
    said = Counter(
        (cue.step, cue.kind, cue.value)
        for cue in cues
        if cue.kind not in {CueKind.PHASE, CueKind.SWITCH_SIDES, CueKind.REP}
    )
    assert [what for what, times in said.items() if times > 1 and what[1] is not None] == []


def runs_from(fact: Fact) -> int:
    """Return from when on time passes for the step, once the fact's lead-in is over."""
    match fact:
        case StepRestarted() | Resumed():
            return fact.at + fact.lead_in_ms
        case _:
            return fact.at


def ends_lead_in(fact: Fact) -> bool:
    """Tell whether a lead-in that may be under way is over with this fact, or another begins."""
    return isinstance(fact, StepEnded | StepRestarted | Resumed)


def without_lead_ins(facts: Sequence[Fact], cues: list[Cue]) -> list[Cue]:
    """Leave out what leads in, but for the GO of a step that begins."""
    lead_ins = [(fact, runs_from(fact)) for fact in facts if runs_from(fact) > fact.at]

    def leads_in(cue: Cue) -> bool:
        return any(
            (fact.at <= cue.due < until and cue.kind in {CueKind.GET_READY, CueKind.COUNTDOWN})
            or (cue.due == until and cue.kind is CueKind.GO and isinstance(fact, Resumed))
            for fact, until in lead_ins
        )

    return [cue for cue in cues if not leads_in(cue)]


@thorough
@given(plans, scripts(everything))
def test_facts_and_cues_come_in_order(plan: Plan, acts: list[Act]) -> None:
    session = Session(plan)
    for act in acts:
        facts, cues = len(session.facts), len(session.cues)
        before = session.facts[-1].at if session.facts else 0
        session.take(act)
        times = [fact.at for fact in session.facts[facts:]]
        dues = [cue.due for cue in session.cues[cues:]]
        assert times == sorted(times)
        assert dues == sorted(dues)
        assert all(before <= at <= act.at for at in [*times, *dues])


@thorough
@given(plans, scripts(everything))
def test_state_is_the_fold_of_its_facts(plan: Plan, acts: list[Act]) -> None:
    session = Session(plan)
    for act in acts:
        session.take(act)
        assert session.engine.state == fold(plan, tuple(session.facts))


@thorough
@given(plans, scripts(everything), st.integers(0, 90_000))
def test_next_deadline_is_exact(plan: Plan, acts: list[Act], wait: int) -> None:
    session = played(plan, acts)
    now = (acts[-1].at if acts else 0) + wait
    session.take(poll(now))
    nothing: Output = Output((), ())
    due = session.engine.next_deadline()
    if due is None:
        assert copy(session.engine).poll(now + HOURS_LATER) == nothing
        return
    assert due > now
    assert copy(session.engine).poll(due - 1) == nothing
    assert session.engine.poll(due) != nothing


@thorough
@given(plans)
def test_the_first_deadline_is_now(plan: Plan) -> None:
    assert Engine(plan).next_deadline() == 0
    assert Engine(plan).poll(0).facts


@thorough
@given(plans, scripts(everything), st.booleans())
def test_an_illegal_command_changes_nothing(plan: Plan, acts: list[Act], polled: bool) -> None:
    session = Session(plan)
    for act in acts:
        if polled:
            session.take(poll(act.at))
        engine, state = copy(session.engine), session.engine.state
        due = engine.next_deadline()
        refused = len(session.refused)
        session.take(act)
        if len(session.refused) > refused:
            assert session.engine.state is state
            assert session.engine.next_deadline() == due
            assert copy(session.engine).poll(act.at + 90_000) == engine.poll(act.at + 90_000)


@thorough
@given(
    plans,
    scripts(working | adding | changing | st.just(BACK)),
    st.integers(0, 30 * 60_000),
    st.integers(0, HOURS_LATER),
)
def test_a_pause_anywhere_only_shifts_what_follows(
    plan: Plan, acts: list[Act], at: int, length: int
) -> None:
    end = max(at, acts[-1].at if acts else 0) + 60_000
    before = [act for act in acts if act.at < at]
    after = [act for act in acts if act.at >= at]
    straight = played(plan, [*before, poll(at)])
    assume(straight.engine.state.status is Status.RUNNING)
    assume(not straight.engine.state.lead_in_left_ms(at))
    facts, cues = len(straight.facts), len(straight.cues)
    paused = played(plan, before)
    for output in (paused.engine.pause(at), paused.engine.resume(at + length)):
        paused.facts += output.facts
        paused.cues += output.cues
    length += paused.engine.state.lead_in_left_ms(at + length)
    for act in [*after, poll(end)]:
        straight.take(act)
        paused.take(replace(act, at=act.at + length))

    went_on = [fact for fact in paused.facts if not isinstance(fact, Paused | Resumed)]
    shifted = [_later(fact, length) for fact in straight.facts[facts:]]
    assert went_on == straight.facts[:facts] + shifted
    late_cues = [replace(cue, due=cue.due + length) for cue in straight.cues[cues:]]
    assert _without_its_lead_in(paused) == straight.cues[:cues] + late_cues
    one, other = straight.engine.state, paused.engine.state
    assert other.elapsed_ms(end + length) == one.elapsed_ms(end)
    assert other.active_ms(end + length) == one.active_ms(end)
    assert set_records(other) == set_records(one)


def _without_its_lead_in(paused: Session) -> list[Cue]:
    resumed = [fact for fact in paused.facts if isinstance(fact, Resumed)]
    return without_lead_ins(resumed, paused.cues)


def _later(fact: Fact, ms: int) -> Fact:
    return replace(fact, at=fact.at + ms)


@thorough
@given(plans, scripts(everything), st.integers(0, 90_000))
def test_active_time_leaves_out_every_pause(plan: Plan, acts: list[Act], wait: int) -> None:
    session = Session(plan)
    for act in acts:
        session.take(act)
        now = act.at + wait
        assert session.engine.state.active_ms(now) == _active_ms(session.facts, now)


def _active_ms(facts: list[Fact], now: int) -> int:
    """Add up the stretches between facts in which the session ran."""
    total, since, paused = 0, 0, False
    for fact in facts:
        if not paused:
            total += max(fact.at - since, 0)
        since = runs_from(fact) if ends_lead_in(fact) else max(since, fact.at)
        if isinstance(fact, Paused):
            paused = True
        elif isinstance(fact, Resumed | StepEnded):
            paused = False
        elif isinstance(fact, SessionEnded):
            return total
    return total if paused else total + max(now - since, 0)


@thorough
@given(plans, scripts(everything))
def test_every_end_tells_how_long_the_step_really_ran(plan: Plan, acts: list[Act]) -> None:
    running, since, elapsed = False, 0, 0
    for fact in played(plan, acts).facts:
        if running:
            elapsed += max(fact.at - since, 0)
        since = runs_from(fact) if ends_lead_in(fact) else max(since, fact.at)
        match fact:
            case StepStarted():
                running, elapsed = True, 0
            case StepRestarted():
                elapsed = 0
            case Paused():
                running = False
            case Resumed():
                running = True
            case StepEnded(elapsed_ms=told):
                running = False
                assert told == elapsed


@thorough
@given(plans, scripts(working | standing | adding))
def test_a_step_that_ended_is_never_begun_again(plan: Plan, acts: list[Act]) -> None:
    facts = played(plan, [*acts, poll((acts[-1].at if acts else 0) + 600_000)]).facts
    ended = [fact.step for fact in facts if isinstance(fact, StepEnded)]
    begun = [fact.step for fact in facts if isinstance(fact, StepStarted)]
    assert ended == list(range(len(ended)))
    assert begun[: len(ended)] == ended
    assert begun in (ended, [*ended, len(ended)])


def taken_up(plan: Plan, acts: list[Act], cut: int) -> list[Fact]:
    """Play the acts, but with the program cut off behind `cut` facts and started anew.

    What the athlete had asked for and was not on record yet is asked for again.
    """
    session = Session(plan)
    for position, act in enumerate(acts):
        due = len(session.facts) + len(copy(session.engine).poll(act.at).facts)
        session.take(act)
        if len(session.facts) >= cut:
            facts = session.facts[:cut]
            again = Session(plan)
            again.engine, again.facts = Engine(plan, facts), list(facts)
            again.take(poll(facts[-1].at if facts else 0))
            was_on_record = cut > due
            for later in acts[position + was_on_record :]:
                again.take(later)
            return again.facts
    return session.facts


@thorough
@given(plans, scripts(), st.data())
def test_cut_at_any_fact_and_taken_up_it_is_the_same_session(
    plan: Plan, acts: list[Act], data: st.DataObject
) -> None:
    acts = [*acts, poll((acts[-1].at if acts else 0) + 600_000)]
    facts = played(plan, acts).facts
    cut = data.draw(st.integers(0, len(facts)))
    again = taken_up(plan, acts, cut)
    assert again == facts
    assert set_records(fold(plan, again)) == set_records(fold(plan, facts))


def finished(engine: Engine, now: int) -> tuple[list[Fact], list[Cue]]:
    """Lead a session to its end as an athlete does who says when for all that is open-ended."""
    facts: list[Fact] = []
    cues: list[Cue] = []

    def keep(output: Output) -> None:
        facts.extend(output.facts)
        cues.extend(output.cues)

    keep(engine.poll(now))
    while engine.state.status is not Status.ENDED:
        step, state = engine.state.current, engine.state
        assert step is not None
        tenth = state.anchor - state.banked_ms + 10_000
        due = engine.next_deadline()
        if step.self_counted and state.reps < 4:
            now = max(now, state.anchor - state.banked_ms + 1_000 * (state.reps + 1))
            keep(engine.count_rep(now))
        elif step.work is not None and (due is None or due > tenth):
            now = max(now, tenth)
            keep(engine.finish_step(now))
        else:
            assert due is not None
            now = due
            keep(engine.poll(now))
    return facts, cues


@thorough
@given(plans, st.data(), st.integers(0, HOURS_LATER))
def test_cut_off_anywhere_and_resumed_every_step_ends_once(
    plan: Plan, data: st.DataObject, away: int
) -> None:
    facts, _ = finished(Engine(plan), 0)
    cut = data.draw(st.integers(0, len(facts) - 1))
    kept = facts[:cut]
    at = kept[-1].at if kept else 0

    engine, output = Engine.interrupted(plan, kept)
    assert all(fact.at == at for fact in output.facts)
    assert all(cue.due == at for cue in output.cues)
    all_facts: list[Fact] = [*kept, *output.facts]
    if engine.state.status is not Status.ENDED:
        assert engine.state.pause_reason is PauseReason.INTERRUPTED
        assert all_facts[-1] == Paused(at, PauseReason.INTERRUPTED)
        assert engine.next_deadline() is None
        all_facts += engine.resume(at + away).facts
        all_facts += finished(engine, at + away)[0]

    ended = [fact.step for fact in all_facts if isinstance(fact, StepEnded)]
    assert ended == list(range(len(plan.steps)))
    assert isinstance(all_facts[-1], SessionEnded)
    undisturbed, resumed = fold(plan, facts), fold(plan, all_facts)
    assert set_records(resumed) == set_records(undisturbed)
    assert resumed.active_ms(0) == undisturbed.active_ms(0)


@thorough
@given(plans, st.data())
def test_taken_up_it_says_what_was_still_to_be_said(plan: Plan, data: st.DataObject) -> None:
    facts, cues = finished(Engine(plan), 0)
    cut = data.draw(st.integers(0, len(facts) - 1))
    engine = Engine(plan, facts[:cut])
    at = engine.state.at
    again = finished(engine, at)[1]
    assert [cue for cue in again if cue.due > at] == [cue for cue in cues if cue.due > at]
    assert {cue for cue in again if cue.due == at} <= set(cues)


@thorough
@given(plans, scripts(anything.filter(lambda command: "correct" not in command.name)))
def test_a_set_once_done_stays_done(plan: Plan, acts: list[Act]) -> None:
    session = Session(plan)
    done: set[int] = set()
    for act in acts:
        session.take(act)
        results = session.engine.state.results
        done |= {i for i, result in results.items() if result.outcome is Outcome.DONE}
        assert all(results[i].outcome is Outcome.DONE for i in done)


@thorough
@given(plans, scripts(adding | standing | working))
def test_no_time_is_added_beyond_an_hour_or_taken_below_nothing(
    plan: Plan, acts: list[Act]
) -> None:
    added: dict[int, int] = {}
    state = State(plan)
    for fact in played(plan, acts).facts:
        if isinstance(fact, TimeAdded):
            added[state.step] = added.get(state.step, 0) + fact.ms
        state = apply(state, fact)
    for index, ms in added.items():
        step = plan.steps[index]
        length = estimated_ms(step)
        assert 0 <= length + ms <= max(3_600_000, length)
