"""The kiosk dies while somebody speaks: it comes back by itself, and what was said until then is kept."""

from __future__ import annotations

from at_the_kiosk import Kiosk
from in_the_office import Office
from village import Village, until

from voice.wav import level, read_wav, to_16k_mono

pytest_plugins = ["village"]


def recordings(village: Village, draft: str) -> list[str]:
    with village.record() as record:
        return list(record.requests.look(draft).recordings.values())


def test_a_kiosk_killed_in_the_middle_of_a_recording_keeps_what_was_said(
    touchscreen: Kiosk, workroom: Office, village: Village
) -> None:
    # Given somebody who is telling a long story
    workroom.arrives()
    touchscreen.touches("en", "help", "ill").shows("help.describe")
    touchscreen.microphone.hears_a_voice_for(20)
    touchscreen.starts_recording()
    touchscreen.page.wait_for_timeout(3000)
    draft = village.drafts()[0]
    assert recordings(village, draft) == []

    # When the kiosk is killed
    killed = village.kill("station.run_kiosk")

    # Then the station starts another, and the draft has the story up to there
    until(lambda: recordings(village, draft))
    assert village.processes("station.run_kiosk") != [killed]
    (kept,) = recordings(village, draft)
    with village.record() as record:
        sound = read_wav(record.recordings.read(kept))
    assert sound.seconds > 1.5
    assert level(to_16k_mono(sound)) > -40

    # and the screen comes back by itself, takes a request, and the panel shows it
    touchscreen.shows("language")
    touchscreen.photograph("killed-1-back")
    touchscreen.touches("en", "help", "ill", "skip", "no_name", "send")
    number, _, _ = touchscreen.receipt()
    workroom.sees(number)
