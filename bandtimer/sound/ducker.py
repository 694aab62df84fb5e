"""Lowers other programs' music while phrases are said, in a thread that nothing waits for."""

from __future__ import annotations

import queue
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bandtimer.sound.ducking import DOWN_NS, LEVELS, UP_NS, Span, is_due, next_change
from bandtimer.sound.other_music import NoServerError, OtherMusic

if TYPE_CHECKING:
    from bandtimer.sound.pulse_streams import PulseStreams

_SECOND_NS = 1_000_000_000
# Music that begins while it is to be low is found within this.
_LOOK_NS = _SECOND_NS // 4
_TRY_AGAIN_NS = 2 * _SECOND_NS
_NEVER = sys.maxsize
# A server that hangs may not keep us.
_PATIENCE_S = 2.0


def can_lower() -> bool:
    """Tell whether there is a server that lets programs lower each other's music."""
    try:
        from bandtimer.sound.pulse_streams import PulseStreams  # noqa: PLC0415

        PulseStreams().close()
    except (ImportError, OSError, NoServerError):
        return False
    return True


class Ducker:
    """Follows the phrases of a session; without one its thread sleeps and has no connection.

    Where there is no library or no server nothing is lowered, and nothing else happens. `note` is
    the file for what is low, and nobody else's.
    """

    def __init__(self, note: Path) -> None:
        self._orders: queue.SimpleQueue[tuple[Span, ...] | None] = queue.SimpleQueue()
        self._music = OtherMusic(note)
        self._streams: PulseStreams | None = None
        self._spans: tuple[Span, ...] | None = None
        self._level = self._next_step = 0
        self._tried = -_TRY_AGAIN_NS
        self._is_ending = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def follow(self, spans: tuple[Span, ...]) -> None:
        """Have music low during these, and no others; puts back what one that was killed left."""
        self._orders.put(spans)

    def rest(self) -> None:
        """Put all music back as it was, and sleep."""
        self._orders.put(None)

    def end(self) -> None:
        """Put all music back as it was at once, and end the thread."""
        self._is_ending = True
        self.rest()
        self._thread.join(_PATIENCE_S)

    def _run(self) -> None:
        due: int | None = None
        while not (self._is_ending and self._spans is None and due is None):
            wait_s = None if due is None else max(due - time.perf_counter_ns(), 0) / _SECOND_NS
            with suppress(queue.Empty):
                self._spans = self._orders.get(timeout=wait_s)
            due = self._work(time.perf_counter_ns())

    def _work(self, now: int) -> int | None:
        """Do what is due; return when more is, None if only with an order."""
        if self._is_ending:
            # Who waits for the end may not wait for a fade.
            self._level = 0
        elif now < self._next_step:
            return self._next_step
        spans = self._spans or ()
        target = LEVELS if is_due(spans, now, is_low=self._level > 0) else 0
        if self._level != target:
            self._level += 1 if target else -1
        if spans or self._music.is_low:
            self._reach(now)
        if self._level != target:
            self._next_step = now + (DOWN_NS if target else UP_NS) // LEVELS
            return self._next_step
        if self._spans is None:
            self._hang_up()
            return None
        instants = [next_change(spans, now)]
        if self._level or self._music.is_low:
            instants.append(now + (_LOOK_NS if self._streams else _TRY_AGAIN_NS))
        return min((at for at in instants if at is not None), default=None)

    def _reach(self, now: int) -> None:
        """Have the music at the level; before it is needed, be connected."""
        if self._streams is None:
            self._connect(now)
        if self._streams is None or not (self._level or self._music.is_low):
            return
        try:
            self._music.set_level(self._streams, self._level)
        except (NoServerError, OSError, ValueError):
            # The last is what names that are no text come to.
            self._hang_up()
            self._music.lose_server()

    def _connect(self, now: int) -> None:
        if now - self._tried < _TRY_AGAIN_NS:
            return
        self._tried = now
        try:
            from bandtimer.sound.pulse_streams import PulseStreams  # noqa: PLC0415

            self._streams = PulseStreams()
        except (ImportError, OSError):
            self._tried = _NEVER
        except NoServerError:
            return

    def _hang_up(self) -> None:
        streams, self._streams = self._streams, None
        if streams is not None:
            streams.close()
