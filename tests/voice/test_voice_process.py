"""The voice process, asked over its pipe as the window asks it."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.voice.engine import Language, Manner, Voice
from bandtimer.voice.messages import (
    Offer,
    Rendered,
    Wish,
    offer_line,
    read_answer,
    read_wish,
    rendered_line,
    wish_line,
)
from bandtimer.voice.pcm import read_wav

COMMAND = (sys.executable, "-P", "-m", "bandtimer.voice")

texts = st.text(st.characters(codec="utf-8"))
manners = st.builds(Manner, texts, texts, st.integers(50, 200), st.integers(50, 150))
wishes = st.builds(Wish, manners, st.lists(texts).map(tuple))
offers = st.builds(
    Offer,
    texts,
    texts,
    st.lists(st.builds(Language, texts, texts)).map(tuple),
    st.lists(st.builds(Voice, texts, texts)).map(tuple),
)
renderings = st.builds(Rendered, texts, manners, texts, st.integers(0, 60_000), texts)


@given(wishes, offers, renderings)
def test_what_is_said_comes_back_whole(wish: Wish, offer: Offer, rendered: Rendered) -> None:
    assert read_wish(wish_line(wish)) == wish
    assert read_answer(offer_line(offer)) == offer
    assert read_answer(rendered_line(rendered)) == rendered
    assert wish_line(wish).count(b"\n") == offer_line(offer).count(b"\n") == 1


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b"[1]", b'{"offer": {}}', b'{"rendered": {"phrase": "a"}}', b"\xff"]
)
def test_what_says_nothing_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever kind of it
        read_answer(line)
    with pytest.raises(ValueError):  # noqa: PT011
        read_wish(line)


def asked(folder: Path, *lines: bytes) -> tuple[Offer, list[Rendered]]:
    """Ask for phrases one wish after the other, each answered before the next."""
    with subprocess.Popen(
        (*COMMAND, str(folder)), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        offer = read_answer(process.stdout.readline())
        assert isinstance(offer, Offer)
        answers = []
        for line in lines:
            process.stdin.write(line)
            process.stdin.flush()
            try:
                wanted = len(set(read_wish(line).phrases))
            except ValueError:
                continue
            for _ in range(wanted):
                answer = read_answer(process.stdout.readline())
                assert isinstance(answer, Rendered)
                answers.append(answer)
        process.stdin.close()
        assert process.wait(20) == 0
    return offer, answers


def test_phrases_are_rendered_in_the_order_they_are_wanted(tmp_path: Path) -> None:
    wish = Wish(Manner(), ("Ten", "Halfway", "Ten", "Go on"))
    offer, answers = asked(tmp_path, wish_line(wish))
    assert offer.engine.startswith("eSpeak NG")
    assert [answer.phrase for answer in answers] == ["Ten", "Halfway", "Go on"]
    for answer in answers:
        assert answer.error == ""
        assert answer.length_ms == read_wav(answer.file).length_ms > 100


def test_a_voice_that_is_not_there_is_answered_and_the_next_is_rendered(tmp_path: Path) -> None:
    bad, good = Manner(language="xx"), Manner()
    _, answers = asked(
        tmp_path, wish_line(Wish(bad, ("Ten",))), b"nonsense\n", wish_line(Wish(good, ("Ten",)))
    )
    assert [bool(answer.error) for answer in answers] == [True, False]


def test_the_usual_voice_speaks_where_the_one_wanted_is_of_another_machine(tmp_path: Path) -> None:
    manners = [Manner(speed_percent=120), Manner("en-AU", "Karen", speed_percent=120)]
    _, answers = asked(tmp_path, *(wish_line(Wish(manner, ("Ten",))) for manner in manners))
    assert [answer.manner for answer in answers] == manners
    # Kept as what it is, so that the voice is heard as soon as it is there.
    assert answers[0].file == answers[1].file


def test_it_imports_nothing_of_the_window(tmp_path: Path) -> None:
    code = (
        "import sys, bandtimer.voice.__main__; "
        "print([m for m in sys.modules if m.startswith(('PySide6', 'bandtimer')) "
        "and not m.startswith('bandtimer.voice') and m != 'bandtimer'])"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
