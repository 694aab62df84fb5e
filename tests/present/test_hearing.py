from bandtimer.present.hearing import output_text, trouble_text
from bandtimer.sound.messages import Report, Trouble


def test_an_output_is_told_with_its_latency_and_what_becomes_of_other_music() -> None:
    told = output_text(Report("PulseAudio", 40, lowers_music=True), "PulseAudio at unix:/x")
    heard = "PulseAudio, heard about 40 ms after it is played; other programs' music"
    assert told == f"{heard} is lowered while the voice speaks"
    assert output_text(Report("PulseAudio", 40), "") == f"{heard} plays on as it is"


def test_without_an_output_the_reason_is_told() -> None:
    told = output_text(Report(trouble=Trouble.NO_OUTPUT), "no sound server and no device")
    assert told == "none found: no output opens (no sound server and no device)"


def test_every_trouble_has_words_for_both_places() -> None:
    for trouble in Trouble:
        assert trouble_text(trouble).startswith("No sound: ")
        assert output_text(Report(trouble=trouble), "PipeWire")
