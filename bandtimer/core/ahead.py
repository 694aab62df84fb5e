"""What a session brings from here on if the athlete does nothing.

Sound and speech have to be on their way before they are due. Rather than working the future out a
second time, a copy of the engine is asked: it cannot know otherwise than the session will.
"""

from copy import copy

from bandtimer.core.engine import Engine, Output


def foreseen(engine: Engine, until: int) -> Output:
    """Return what comes up to `until` that the engine has not brought forth yet.

    Polling the engine at `until` brings exactly this, and so do any polls before it together.
    Nothing is foreseen of a session that stands still, nor of time already past.
    """
    if until < engine.state.at:
        return Output((), ())
    return copy(engine).poll(until)
