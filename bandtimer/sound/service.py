"""What the sound process does with its orders, and with an output that comes and goes."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bandtimer.sound.ducker import Ducker, can_lower
from bandtimer.sound.ducking import Span
from bandtimer.sound.messages import Close, Open, Order, Play, Report, Trouble, read_order

if TYPE_CHECKING:
    from bandtimer.sound.output import Output

# How often a running output is looked at, and one that is missing tried again.
_LOOK_S = 0.5
_TRY_AGAIN_NS = 1_500_000_000
# Another output may have been chosen: headphones by Bluetooth have a latency of their own.
_ASK_AGAIN_NS = 60_000_000_000
# Words wait until it is told that the output is awake.
_LOOK_FOR_WAKING_S = 0.02
# What is still to be heard at the end of a session is heard within this.
_LAST_WORDS_NS = 6_000_000_000
_LOOK_AT_END_S = 0.05
_MS = 1_000_000


class Service:
    """Plays as ordered; raises ImportError where the library that plays does not work.

    With no session it waits for an order and for nothing else. While one runs it looks after the
    output: one that no longer asks for samples is closed, and a new one looked for. With a `note`,
    a file of its own, it lowers other programs' music where an item says so.
    """

    def __init__(self, tell: Callable[[Report], None], note: Path | None = None) -> None:
        from bandtimer.sound.mixer import Mixer  # noqa: PLC0415
        from bandtimer.sound.output import decode  # noqa: PLC0415

        self._tell = tell
        self._is_in_trouble = self._is_waking = False
        self._mixer = Mixer(decode)
        self._output: Output | None = None
        self._is_open = False
        self._tried = self._asked_latency = 0
        self._closing_since = self._last_loud = 0
        self._phrases: tuple[Span, ...] = ()
        self._ducker = None if note is None else Ducker(note)

    def probe(self) -> None:
        """Report how the output is, and whether music can be lowered; give all back."""
        self._take_output()
        if self._output is not None:
            self._report(self._output, lowers_music=can_lower())
        self._close_output()

    def serve(self, lines: queue.SimpleQueue[bytes]) -> None:
        """Follow orders until an empty line, and let a session that is over be heard to its end."""
        while True:
            # A newer order does not wait until all that the last one wants is decoded.
            patience = 0 if self._mixer.prepare() else self._patience()
            try:
                line = lines.get(timeout=patience)
            except queue.Empty:
                line = None
            if line == b"":
                break
            if line is not None:
                self._follow(read_order(line))
            self._look_after_output()
        while self._is_open and self._closing_since:
            if not self._mixer.prepare():
                time.sleep(_LOOK_AT_END_S)
            self._look_after_output()
        self._close_output()
        if self._ducker is not None:
            self._ducker.end()

    def _patience(self) -> float | None:
        if not self._is_open:
            return None
        return _LOOK_FOR_WAKING_S if self._is_waking else _LOOK_S

    def _follow(self, order: Order) -> None:
        match order:
            case Open():
                self._mixer.forget()
                self._is_open, self._closing_since, self._tried = True, 0, 0
                # One that the session before has not let go of yet is told of anew.
                self._is_in_trouble, self._is_waking = False, self._output is not None
                self._phrases = ()
            case Play(items, hush):
                self._mixer.play(items, hush=hush)
                self._phrases = tuple(
                    Span(item.at, item.at + item.ducks_ms * _MS) for item in items if item.ducks_ms
                )
            case Close():
                self._closing_since = time.perf_counter_ns()
        self._duck()

    def _duck(self) -> None:
        """Have music low for what can be heard."""
        if self._ducker is not None and self._is_open:
            self._ducker.follow(self._phrases if self._output is not None else ())

    def _look_after_output(self) -> None:
        if not self._is_open:
            return
        now = time.perf_counter_ns()
        if self._closing_since and self._has_ended(now):
            self._is_open = False
            self._close_output()
            if self._ducker is not None:
                self._ducker.rest()
            return
        if self._output is not None and not self._output.is_alive:
            self._close_output()
            if self._is_waking:
                self._is_waking = False
                self._tell_trouble()
        if self._output is not None and self._is_waking and self._output.is_awake:
            self._is_waking = self._is_in_trouble = False
            self._report(self._output)
        if self._output is None and now - self._tried >= _TRY_AGAIN_NS:
            self._tried = now
            self._take_output()
        elif (
            self._output is not None
            and self._output.is_flowing
            and now - self._asked_latency >= _ASK_AGAIN_NS
        ):
            self._asked_latency = now
            # It takes a while, and orders do not wait.
            threading.Thread(target=self._ask_latency, args=(self._output,), daemon=True).start()

    def _ask_latency(self, output: Output) -> None:
        output.ask_latency()
        # It may have been lost meanwhile, which has been told.
        if output is self._output:
            self._report(output)

    def _has_ended(self, now: int) -> bool:
        if self._output is None or now - self._closing_since > _LAST_WORDS_NS:
            return True
        if not self._mixer.is_quiet:
            self._last_loud = now
        # What has been rendered last is still under way to the loudspeaker.
        return now - max(self._last_loud, self._closing_since) > 2 * self._output.latency_ns

    def _take_output(self) -> None:
        from bandtimer.sound.output import NoOutputError, Output  # noqa: PLC0415

        self._asked_latency = -_ASK_AGAIN_NS
        try:
            self._output = Output(self._mixer)
        except NoOutputError:
            self._tell_trouble()
        else:
            self._is_waking = True
            self._duck()

    def _tell_trouble(self) -> None:
        if not self._is_in_trouble:
            self._tell(Report(trouble=Trouble.NO_OUTPUT))
        self._is_in_trouble = True

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()
            self._duck()

    def _report(self, output: Output, *, lowers_music: bool = False) -> None:
        latency_ms = output.latency_ns // _MS
        self._tell(Report(output.name, latency_ms, lowers_music=lowers_music))
