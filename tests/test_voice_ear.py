"""The ear as the kiosk holds it: real engine in a real child process, killed, hung, silent, noisy, mislabelled."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.turn import until_it_ends
from content.screen import Choice, Screen
from tests.spoken import english, noise
from voice import wav
from voice.ear import Ear, HearingSettings, Turn, TurnState
from voice.endpoint import Patience
from voice.errors import NoEngine, Truncated, WrongRate


def choice(key: str, *said: str) -> Choice:
    return Choice(key, picture=key, label=key, said_as=said)


SCREEN = Screen(
    "help",
    "en",
    ("What do you need?",),
    choices=(
        choice("ill", "[i am|i feel] (ill|sick)", "i need a doctor"),
        choice("money", "[it is about] money"),
        choice("phone", "my phone is broken"),
    ),
    commands=(choice("back", "[go] back"), choice("help", "help [me]")),
    digits=((1, ("[number] one",)), (2, ("[number] two",)), (3, ("[number] three",))),
)
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
KEYPAD = Screen(
    "mine.number",
    "en",
    ("Say the number.",),
    kind="number",
    length=4,
    digits=tuple((number, (said,)) for number, said in enumerate(DIGITS)),
)


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    made = Ear(HearingSettings(models=tmp_path_factory.mktemp("models"), answer_within=20.0, finish_within=30.0))
    made.load("en")
    yield made
    made.close()


def scripted(folder: Path, *lines: str, **others: float) -> Ear:
    settings = HearingSettings(models=folder, scripted={"en": lines})
    return Ear(replace(settings, **others))


def spoken(turn: Turn, sound: bytes) -> TurnState:
    """Feed it as a browser does, without the waiting."""
    for start in range(0, len(sound), 3200):
        if turn.feed(sound[start : start + 3200]).done:
            break
    return turn.state


@pytest.mark.parametrize(
    ("said", "outcome", "key"),
    [("I am ill", "choice", "ill"), ("go back", "command", "back"), ("number three", "digit", "3")],
)
def test_a_recording_is_understood(ear: Ear, said: str, outcome: str, key: str) -> None:
    found = ear.understand(wav.wav_bytes(english(said)), SCREEN)
    assert (found.outcome, found.key, found.engine) == (outcome, key, "pocketsphinx")
    assert found.times["decoding"] > 0
    assert found.times["whole"] >= found.times["after"]


def test_a_whole_number_is_understood_on_the_keypad(ear: Ear) -> None:
    found = ear.understand(english("four, one, seven, two"), KEYPAD)
    assert (found.outcome, found.key) == ("number", "4172")


def test_a_turn_ends_by_itself_and_finish_says_the_same_twice(ear: Ear) -> None:
    turn = ear.turn(SCREEN)
    state = spoken(turn, english("I am ill", after=5.0))
    assert state.done
    assert state.ending == "spoken"
    assert state.spoken
    assert turn.finish() is turn.finish()
    assert turn.finish().key == "ill"
    assert turn.feed(english("go back")) == turn.state
    assert turn.finish().key == "ill"


def test_a_second_press_ends_the_turn_at_once(ear: Ear) -> None:
    turn = ear.turn(SCREEN)
    assert not spoken(turn, until_it_ends(english("I need a doctor"))).done
    assert turn.finish().key == "ill"


def slowly(turn: Turn, sound: bytes) -> float:
    """Feed it no faster than the recogniser hears; seconds of it after which the turn was done, 0 if it is not."""
    for start in range(0, len(sound), 2048):
        if turn.feed(sound[start : start + 2048]).done:
            return start / 32_000
        end = time.monotonic() + 30
        while turn.available and not turn._pieces.empty() and time.monotonic() < end:
            time.sleep(0.002)
    return 0.0


def test_a_sentence_that_is_understood_beyond_doubt_ends_the_turn_long_before_half_a_one(
    ear: Ear, tmp_path: Path
) -> None:
    sound = english("my phone is broken", after=4.0)
    turn = ear.turn(SCREEN)
    assert 0 < slowly(turn, sound) < len(sound) / 32_000 - 2.9
    assert turn.finish().key == "phone"
    half = Ear(HearingSettings(models=tmp_path)).turn(replace(SCREEN, language="fr"))  # nobody hears it whole
    assert slowly(half, sound) > len(sound) / 32_000 - 2.2


def test_two_seconds_inside_a_sentence_cut_nobody_off(ear: Ear) -> None:
    turn = ear.turn(SCREEN)
    assert slowly(turn, english("my phone", after=2.0)) == 0.0
    assert slowly(turn, english("is broken", before=0.0, after=4.0)) > 0
    assert (turn.finish().key, turn.finish().transcript) == ("phone", "my phone is broken")


def test_silence_is_told_from_noise_and_neither_is_a_choice(ear: Ear) -> None:
    assert ear.understand(bytes(64_000), SCREEN).outcome == "silence"
    assert ear.understand(b"", SCREEN).outcome == "silence"
    for loudness in (50, 1000, 6000):
        assert ear.understand(noise(3.0, loudness), SCREEN).outcome in ("silence", "nothing")


def test_strange_words_are_nothing(ear: Ear) -> None:
    assert ear.understand(english("Where is the train station?"), SCREEN).outcome == "nothing"


def test_another_sample_rate_is_resampled_and_a_false_one_refused(ear: Ear) -> None:
    good = english("I am ill")
    samples = wav.wav_bytes(good[::1])
    assert ear.understand(samples, SCREEN).key == "ill"
    false = bytearray(samples)
    false[24:28] = (123).to_bytes(4, "little")
    with pytest.raises(WrongRate):
        ear.understand(bytes(false), SCREEN)
    with pytest.raises(Truncated):
        ear.understand(samples[:-1000], SCREEN)


def test_the_level_is_told_while_speaking(ear: Ear) -> None:
    turn = ear.turn(SCREEN)
    assert turn.feed(bytes(3200)).level == -96.0
    assert -30 < turn.feed(noise(0.1, 3000)).level < -10
    turn.finish()


def test_killed_in_the_middle_of_a_turn_it_hears_the_sentence_again(ear: Ear) -> None:
    ear.load("en")
    child = next(iter(ear._children.values()))
    turn = ear.turn(SCREEN)
    turn.feed(english("I am ill")[:16_000])
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    spoken(turn, english("I am ill", before=0.0, after=1.0)[16_000:])
    assert turn.finish().outcome in ("choice", "unavailable", "nothing")
    assert ear.understand(english("I am ill"), SCREEN).key == "ill"


def test_a_crash_by_its_own_hand_is_no_more_than_a_turn_lost(tmp_path: Path) -> None:
    ear = scripted(tmp_path, "!crash", "i am ill")
    assert ear.understand(english("I am ill"), SCREEN).outcome == "unavailable"
    ear.close()


def test_a_hung_engine_costs_the_feeder_nothing_and_the_turn_comes_back(tmp_path: Path) -> None:
    ear = scripted(tmp_path, "!hang", answer_within=1.0, finish_within=30.0)
    ear.load("en")
    turn = ear.turn(SCREEN)
    spoken(turn, english("I am ill", after=1.0))
    assert turn.finish().outcome == "unavailable"
    ear.close()


def test_a_hung_engine_is_not_waited_for_longer_than_promised(tmp_path: Path) -> None:
    ear = scripted(tmp_path, "!hang", answer_within=600.0, finish_within=0.5)
    turn = ear.turn(SCREEN)
    spoken(turn, english("I am ill", after=1.0))
    assert turn.finish().outcome == "unavailable"
    ear.close()


def test_a_newer_turn_pushes_the_older_one_out(tmp_path: Path) -> None:
    ear = scripted(tmp_path, "i am ill")
    ear.load("en")
    old = ear.turn(SCREEN)
    spoken(old, english("I am ill")[:20_000])
    time.sleep(1.0)  # the old one has begun
    new = ear.turn(SCREEN)
    spoken(new, english("I am ill")[:20_000])
    time.sleep(1.0)  # so has the new one
    spoken(old, english("I am ill"))
    assert old.finish().outcome == "unavailable"
    spoken(new, english("I am ill"))
    assert new.finish().key == "ill"
    ear.close()


def test_a_language_without_an_engine_still_listens_for_the_end(tmp_path: Path) -> None:
    ear = Ear(HearingSettings(models=tmp_path, patience=Patience(cap=20.0)))
    assert ear.ability("fr").engine is None
    assert not ear.ability("fr").commands
    assert not ear.ability("fr").dictation
    turn = ear.turn(replace(SCREEN, language="fr"))
    assert not turn.available
    assert spoken(turn, english("I am ill", after=5.0)).ending == "spoken"
    assert turn.finish().outcome == "unavailable"
    with pytest.raises(NoEngine, match="xiangban voice add fr"):
        ear.dictate(english("I am ill"), "fr")
    ear.close()


def test_a_corrupt_model_folder_is_unavailable_and_says_what_mends_it(tmp_path: Path) -> None:
    (tmp_path / "zh" / "am").mkdir(parents=True)
    (tmp_path / "zh" / "am" / "final.mdl").write_bytes(b"rubbish")
    ear = Ear(HearingSettings(models=tmp_path))
    assert ear.understand(english("I am ill"), replace(SCREEN, language="zh")).outcome == "unavailable"
    with pytest.raises(Exception, match="xiangban voice add zh"):
        ear.load("zh")
    ear.close()


def test_abilities_are_told_without_loading(tmp_path: Path) -> None:
    ear = Ear(HearingSettings(models=tmp_path))
    assert ear.ability("en").engine == "pocketsphinx"
    assert ear.ability("ko").engine == "vosk"
    assert ear.ability("xx").engine is None
    assert not ear._children
    ear.close()


def test_dictation_beside_a_turn(ear: Ear) -> None:
    found = ear.dictate(english("Where is the train station?"), "en")
    assert "train station" in found.text
    assert 0 < found.confidence <= 1
    assert ear.understand(english("I am ill"), SCREEN).key == "ill"


def test_a_closed_ear_is_unavailable(tmp_path: Path) -> None:
    ear = scripted(tmp_path, "i am ill")
    ear.close()
    assert ear.understand(english("I am ill"), SCREEN).outcome == "unavailable"
