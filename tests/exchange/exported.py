"""Sessions to export, and files read back by decoders that are not ours."""

import io
from typing import Any

import fitdecode
from storage_samples import EXERCISES, STARTED

from bandtimer.core.choices import Side
from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.simulate import simulate
from bandtimer.storage.whole import WholeSession

UID = "5eed" * 8

Message = tuple[str, dict[str, Any]]


def whole(plan: Plan, facts: tuple[Fact, ...]) -> WholeSession:
    return WholeSession(UID, plan.routine.id, STARTED, plan.routine, plan, facts, (0,) * len(facts))


def led(routine: Routine, bands: dict[str, str] | None = None) -> WholeSession:
    """Return an undisturbed session of the routine."""
    plan = compile_plan(routine, EXERCISES, Choices(first_side=Side.LEFT, bands=bands or {}))
    return whole(plan, tuple(item for item in simulate(plan) if isinstance(item, Fact)))


def decoded(content: bytes) -> list[Message]:
    """Return name and fields of every message; raises where the file is not sound."""
    with fitdecode.FitReader(
        io.BytesIO(content),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        frames = [frame for frame in reader if frame.frame_type == fitdecode.FIT_FRAME_DATA]
    return [
        (frame.name, {f.name: f.value for f in frame.fields if f.value is not None})
        for frame in frames
    ]


def named(messages: list[Message], name: str) -> list[dict[str, Any]]:
    return [fields for found, fields in messages if found == name]
