"""What the player says of the output, quietly and for a while."""

from PySide6.QtCore import Qt
from window_bench import Bench

from bandtimer.present.hearing import SOUND_IS_BACK, trouble_text
from bandtimer.sound.messages import Trouble


def test_news_of_the_output_is_on_the_page_until_it_is_old(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Return)
    for news in (*map(trouble_text, Trouble), SOUND_IS_BACK):
        bench.window.tell_in_session(news)
        assert bench.player._news.text() == news
    bench.player._news_over.timeout.emit()
    assert bench.player._news.text() == ""
