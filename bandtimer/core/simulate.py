"""Run a plan without waiting: a clock that jumps from deadline to deadline.

The simulated athlete counts self-counted reps at the step's tempo and lets go of open-ended
work after its estimated length, so the run takes exactly as long as the plan says.
"""

from collections.abc import Iterator

from bandtimer.core.cues import Cue
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan, estimated_ms, estimated_reps
from bandtimer.core.state import State, Status


def simulate(plan: Plan) -> Iterator[Fact | Cue]:
    """Yield every fact and cue of an undisturbed session, by time.

    What happens at one instant comes facts first, as it is journaled before it is heard.
    """
    engine = Engine(plan)
    now = 0
    while True:
        yield from engine.poll(now).by_time()
        if engine.state.status is Status.ENDED:
            return
        deadline, by_hand = engine.next_deadline(), _next_by_hand(engine.state)
        now = min(at for at in (deadline, by_hand) if at is not None)
        if by_hand is not None and now == by_hand:
            yield from _act(engine, now).by_time()


def _next_by_hand(state: State) -> int | None:
    """Return when the athlete acts next in work that does not lead or end itself."""
    step = state.current
    if step is None or step.work is None:
        return None
    began = state.anchor - state.banked_ms
    if step.self_counted and state.reps < estimated_reps(step):
        return began + (state.reps + 1) * step.rep_ms
    return began + estimated_ms(step)


def _act(engine: Engine, now: int) -> Output:
    state = engine.state
    step = state.current
    if step is None:
        return Output((), ())
    if step.self_counted and state.reps < estimated_reps(step):
        return engine.count_rep(now)
    polled = engine.poll(now)
    if engine.state.step != state.step:
        return polled
    ended = engine.finish_step(now)
    return Output(polled.facts + ended.facts, polled.cues + ended.cues)
