"""The voice process: `python -m bandtimer.voice FOLDER [LANGUAGE]`.

Says first what engine there is, then renders the phrases it is asked for on its standard input into
the folder, and answers each on its standard output. A new wish takes the place of the one before.
The input's end, as when the window dies in whatever way, is its own.
"""

import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bandtimer.voice.choose import find_engine
from bandtimer.voice.engine import DEFAULT_VOICE, Engine, Manner, VoiceError
from bandtimer.voice.messages import (
    Offer,
    Rendered,
    Wish,
    offer_line,
    read_wish,
    rendered_line,
)
from bandtimer.voice.shelf import Shelf


def main() -> int:
    """Serve until the input ends; 1 where there is no engine."""
    # Ctrl+C is for the window, whose end is the end of the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Speech is wanted soon, but a cue in the sound process must never wait for it.
    with suppress(AttributeError, OSError):
        os.nice(5)
    folder, *languages = sys.argv[1:]
    try:
        engine = find_engine()
        language = languages[0] if languages else Manner().language
        offer = Offer(engine.title, "", engine.languages(), engine.voices(language))
    except VoiceError as error:
        _tell(offer_line(Offer(error=str(error))))
        return 1
    _tell(offer_line(offer))
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    _serve(lines, engine, Shelf(Path(folder)))
    return 0


def _serve(lines: "queue.SimpleQueue[bytes]", engine: Engine, shelf: Shelf) -> None:
    manner, waiting = Manner(), deque[str]()
    while True:
        # With nothing to do it sleeps; else it looks for a newer wish between any two phrases.
        while not waiting or not lines.empty():
            line = lines.get()
            if not line:
                return
            with suppress(ValueError):
                wish: Wish = read_wish(line)
                manner, waiting = wish.manner, deque(dict.fromkeys(wish.phrases))
        _tell(rendered_line(_rendered(engine, shelf, waiting.popleft(), manner)))


def _rendered(engine: Engine, shelf: Shelf, phrase: str, manner: Manner) -> Rendered:
    errors = []
    for possible in _possible(manner):
        try:
            spoken = shelf.spoken(engine, phrase, possible)
        except VoiceError as error:
            errors.append(str(error))
        else:
            return Rendered(phrase, manner, str(spoken.file), spoken.length_ms)
    return Rendered(phrase, manner, error=errors[0])


def _possible(manner: Manner) -> Iterable[Manner]:
    """List how to speak, the best first: a voice or accent may be gone, or of another machine."""
    usual = replace(manner, voice=DEFAULT_VOICE)
    plain = replace(usual, language=manner.language.partition("-")[0])
    return dict.fromkeys((manner, usual, plain))


def _read(lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on each line, and an empty one at the end."""
    line = b"\n"
    while line:
        line = sys.stdin.buffer.readline()
        lines.put(line)


def _tell(line: bytes) -> None:
    # Nobody listening any more is the end of the input, too.
    with suppress(OSError):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
