"""Natural voices behind the mouth: espeak never waits for them, one screen has one voice, failures hurt nobody."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice import loudness
from voice.child import Child, Patience
from voice.mouth import Mouth
from voice.natural import Job, Natural, Urgency
from voice.settings import SpeakingSettings
from voice.speakers import Speaker
from voice.tongue import tongue_of

TOY_RATE, ESPEAK_RATE = 16_000, 22_050


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    """As if a voice were put in for English and one for Mandarin."""
    for language in ("en", "zh"):
        folder = tmp_path / "voices" / language
        folder.mkdir(parents=True)
        told = {"language": language, "engine": "kokoro", "name": "toy.bin", "voice_sum": "1", "model_sum": "2"}
        (folder / "speaker.json").write_text(json.dumps(told))
        (folder / "voice.bin").write_bytes(b"toy")
    return tmp_path / "voices"


@pytest.fixture
def make(tmp_path: Path, voices: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Mouth]]:
    """Mouths whose natural voice is a toy that takes ``seconds`` for a piece."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    made: list[Mouth] = []

    def a_mouth(seconds: float = 0.0, within: float = 20.0) -> Mouth:
        settings = SpeakingSettings(cache=tmp_path / "speech", voices=voices, natural_within=within)

        def toy(_: Speaker) -> Child:
            return Child("toy_natural", [str(seconds)], patience=Patience(failures=20, first_pause=0.001))

        made.append(Mouth(settings, natural=Natural(settings, toy)))
        return made[-1]

    yield a_mouth
    for each in made:
        each.close()


def rate_of(wav: bytes) -> int:
    samples, rate = loudness.read(wav)
    assert loudness.loudness(samples, rate) == pytest.approx(loudness.LEVEL, abs=1.0)
    return rate


def finished(mouth: Mouth) -> None:
    for _ in range(1200):
        if mouth.unprepared == 0:
            return
        time.sleep(0.05)
    pytest.fail("the natural voice never finished")


def test_a_fixed_sentence_is_espeaks_at_once_and_natural_from_then_on(make: Callable[..., Mouth]) -> None:
    mouth = make(seconds=0.2)
    assert rate_of(mouth.say("Please press a picture.", "en")) == ESPEAK_RATE
    finished(mouth)
    assert rate_of(mouth.say("Please press a picture.", "en")) == TOY_RATE
    assert rate_of(mouth.say("Please press a picture.", "en", natural=False)) == ESPEAK_RATE
    assert rate_of(make().say("Please press a picture.", "en")) == TOY_RATE  # from the disk


def test_a_language_without_a_natural_voice_is_espeaks_alone(make: Callable[..., Mouth]) -> None:
    mouth = make()
    assert rate_of(mouth.say("안녕하세요.", "ko", private=True)) == ESPEAK_RATE
    assert mouth.unprepared == 0
    assert mouth.natural_in([("안녕하세요.", "ko", False)]) == frozenset()


def test_a_live_sentence_is_natural_when_it_comes_in_time(make: Callable[..., Mouth], tmp_path: Path) -> None:
    assert rate_of(make().say("Mary Lee called. She is well.", "en", private=True)) == TOY_RATE
    assert not list((tmp_path / "speech").glob("*.wav"))


def test_a_late_live_sentence_is_espeaks_now_and_natural_when_heard_again(
    make: Callable[..., Mouth], tmp_path: Path
) -> None:
    mouth = make(seconds=0.4, within=0.01)
    assert rate_of(mouth.say("Mary Lee called.", "en", private=True)) == ESPEAK_RATE
    finished(mouth)
    assert rate_of(mouth.say("Mary Lee called.", "en", private=True)) == TOY_RATE
    assert not list((tmp_path / "speech").glob("*.wav"))


def test_prepared_sentences_are_there_in_both_voices(make: Callable[..., Mouth], tmp_path: Path) -> None:
    mouth = make()
    mouth.prepare([("我能帮您做什么？", "zh"), ("What can I do for you?", "en")])
    for _ in range(600):
        if len(list((tmp_path / "speech").glob("*.wav"))) == 4:
            break
        time.sleep(0.05)
    assert rate_of(mouth.say("我能帮您做什么？", "zh")) == TOY_RATE
    assert rate_of(mouth.say("What can I do for you?", "en", natural=False)) == ESPEAK_RATE


def test_a_screen_is_natural_only_when_all_of_it_is(make: Callable[..., Mouth]) -> None:
    mouth = make()
    lines = [("Welcome to this place.", "en", False), ("Ask a person.", "en", False), ("找人帮忙。", "zh", False)]
    assert mouth.natural_in(lines[:1]) == frozenset()
    finished(mouth)
    assert mouth.natural_in(lines) == frozenset()
    finished(mouth)
    assert mouth.natural_in(lines) == {"en", "zh"}
    assert mouth.natural_in([*lines, ("Goodbye for now.", "en", False)]) == {"zh"}


def test_personal_lines_count_on_the_pace_so_far(make: Callable[..., Mouth]) -> None:
    quick, slow = make(), make(seconds=0.3, within=0.05)
    line = ("Mary Lee called.", "en", True)
    for mouth in (quick, slow):
        assert not mouth.natural_in([line])  # nothing is known about its pace yet
        finished(mouth)
    another = ("Old Mr Wang called too.", "en", True)
    assert quick.natural_in([another])
    assert not slow.natural_in([another])
    assert slow.natural_in([line])  # it was rendered meanwhile


def test_a_sentence_that_kills_the_voice_is_espeaks_and_the_others_go_on(make: Callable[..., Mouth]) -> None:
    mouth = make()
    assert rate_of(mouth.say("This will crash the engine.", "en", private=True)) == ESPEAK_RATE
    assert rate_of(mouth.say("This will crash it again.", "en")) == ESPEAK_RATE
    assert rate_of(mouth.say("Everything is well.", "en", private=True)) == TOY_RATE


def test_what_the_voice_refuses_keeps_no_screen_from_being_natural(make: Callable[..., Mouth]) -> None:
    mouth = make()
    lines = [("Please refuse this.", "en", False), ("Everything is well.", "en", False)]
    mouth.natural_in(lines)
    finished(mouth)
    assert mouth.natural_in(lines) == {"en"}
    assert rate_of(mouth.say("Please refuse this.", "en")) == ESPEAK_RATE
    assert mouth.unprepared == 0  # nor is it tried again and again


def test_live_sentences_overtake_those_rendered_ahead(
    voices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    settings = SpeakingSettings(cache=tmp_path / "speech", voices=voices)
    natural = Natural(settings, lambda _: Child("toy_natural", ["0.1"]))
    speaker = tongue_of("en", (), voices).natural
    assert speaker is not None
    order: list[str] = []

    def job(name: str) -> Job:
        return Job(name, speaker, 10, lambda: ("some words",), lambda _: order.append(name))

    for name in ("first", "second", "third"):
        natural.want(job(name), Urgency.AHEAD)
    natural.want(job("third"), Urgency.MISSED)
    live = natural.want(job("live"), Urgency.LIVE)
    assert live.wait(30) is not None
    for _ in range(200):
        if natural.waiting == 0:
            break
        time.sleep(0.05)
    natural.close()
    assert [each for each in order if each != "first"] == ["live", "third", "second"]


def test_another_voice_speed_or_reading_is_kept_under_another_name(voices: Path) -> None:
    tongue = tongue_of("zh", (), voices)
    before = {tongue.natural_key("我去银行。"), tongue.key("我去银行。")}
    told = json.loads((voices / "zh" / "speaker.json").read_text())
    for change in ({"speed": 0.9}, {"voice_sum": "3"}, {"model_sum": "4"}):
        (voices / "zh" / "speaker.json").write_text(json.dumps({**told, **change}))
        before.add(tongue_of("zh", (), voices).natural_key("我去银行。"))
    before.add(tongue.taught({"银行": "yin2hang4"}).natural_key("我去银行。"))
    assert len(before) == 6
    assert tongue.taught({"重庆": "chong2qing4"}).natural_key("我去银行。") in before  # another word changes nothing


def test_a_damaged_description_leaves_espeak(make: Callable[..., Mouth], voices: Path) -> None:
    (voices / "en" / "speaker.json").write_text("{")
    assert rate_of(make().say("Everything is well.", "en", private=True)) == ESPEAK_RATE
