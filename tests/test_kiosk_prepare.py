"""What is ready before the first person comes: the first screen's ear, and the sentences that no visit changes."""

from __future__ import annotations

import pytest
from scripted_ear import ScriptedEar

from casework.record import Record
from kiosk.app import create_app
from kiosk.settings import KioskSettings
from voice.mouth import Mouth


@pytest.mark.parametrize(
    ("able", "woken"), [(("zh", "en"), ["zh"]), (("en", "ko"), ["en"]), (("ko",), ["ko"]), ((), [])]
)
def test_the_ear_of_the_first_screen_is_awake_before_anybody_speaks(
    able: tuple[str, ...], woken: list[str], kiosk_settings: KioskSettings, record: Record, quiet_mouth: Mouth
) -> None:
    ear = ScriptedEar(able)

    desk = create_app(kiosk_settings, record, ear, quiet_mouth).extensions["desk"]  # type: ignore[arg-type]

    desk.dictations.close()
    assert ear.warmed == woken


def test_sentences_are_rendered_ahead_in_every_language_the_stations_own_first(
    kiosk_settings: KioskSettings, record: Record, scripted_ear: ScriptedEar, quiet_mouth: Mouth
) -> None:
    desk = create_app(kiosk_settings, record, scripted_ear, quiet_mouth).extensions["desk"]  # type: ignore[arg-type]

    desk.dictations.close()
    asked = quiet_mouth.asked  # type: ignore[attr-defined]
    order = list(dict.fromkeys(language for _, language in asked))
    assert order == ["zh", "en", "ko"]
    assert asked[0][0] == desk.pack("zh").screen("language").prompt[0]
    assert not any("{" in text for text, _ in asked)
