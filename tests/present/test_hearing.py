from bandtimer.present.hearing import output_text, trouble_text
from bandtimer.sound.messages import Report, Trouble


def test_an_output_is_told_with_its_latency() -> None:
    told = output_text(Report("PulseAudio", 40), "PulseAudio at unix:/x")
    assert told == "PulseAudio, heard about 40 ms after it is played"


def test_without_an_output_the_reason_is_told() -> None:
    told = output_text(Report(trouble=Trouble.NO_OUTPUT), "no sound server and no device")
    assert told == "none found: no output opens (no sound server and no device)"


def test_every_trouble_has_words_for_both_places() -> None:
    for trouble in Trouble:
        assert trouble_text(trouble).startswith("No sound: ")
        assert output_text(Report(trouble=trouble), "PipeWire")
