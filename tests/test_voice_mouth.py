"""The mouth: what is said sounds, at one loudness, from a clip, the cache or a synthesiser, whatever breaks."""

from __future__ import annotations

import io
import os
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import content
from voice import loudness
from voice.child import Child, Patience
from voice.errors import BadVoice, ChildRefused, NotPlayable, NoVoice, SpeechUnavailable, TextTooLong, UnknownVoice
from voice.mouth import Mouth
from voice.mouth_child import WAYS
from voice.say import main as say_command
from voice.settings import SpeakingSettings
from voice.synthesis import MOST_BYTES

GREETINGS = {
    "zh": "您好，请您按一张图。",
    "en": "Hello. Please press a picture.",
    "ko": "안녕하세요. 그림을 눌러 주세요.",
}
BROKEN = """
import os, sys, time
from voice.frames import serve

def prepare():
    return answer

def answer(asked, payload):
    if sys.argv[1] == "hang":
        time.sleep(600)
    os._exit(3)

serve(prepare)
"""


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Mouth]]:
    """Mouths on one cache folder, closed at the end."""
    made: list[Mouth] = []

    def a_mouth(**given: object) -> Mouth:
        settings = SpeakingSettings(cache=tmp_path / "speech", phrase_within=3.0)
        made.append(Mouth(settings, **given))  # type: ignore[arg-type]
        return made[-1]

    yield a_mouth
    for each in made:
        each.close()


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Child]]:
    """Children that take every question and never answer: by hanging or by dying."""
    (tmp_path / "a_broken_mouth.py").write_text(BROKEN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made: list[Child] = []

    def a_child(how: str) -> Child:
        made.append(Child("a_broken_mouth", [how], name=f"broken-{how}", patience=Patience(first_pause=0.001)))
        return made[-1]

    yield a_child
    for each in made:
        each.close()


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> Iterator[Child]:
    """Each synthesiser in its process."""
    child = Child("voice.mouth_child", [request.param])
    yield child
    child.close()


def asked(text: str, voice: str = "en-us") -> dict[str, object]:
    return {"do": "render", "text": text, "voice": {"espeak": voice, "rate": 170, "pitch": 50}}


def pitches(samples: loudness.Samples) -> list[float]:
    """Hertz of the voiced frames, by autocorrelation between 60 and 180 Hz."""
    found = []
    for start in range(0, len(samples) - 1024, 220):
        frame = samples[start : start + 1024]
        if np.sqrt((frame**2).mean()) > 0.02:
            likeness = np.correlate(frame, frame, "full")[1023:]
            best = 122 + int(likeness[122:367].argmax())
            if likeness[best] > 0.2 * likeness[0]:
                found.append(22050 / best)
    return found


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        return float(file.getnframes() / file.getframerate())


# ---- both ways keep the same contract


def test_sixty_phrases_in_a_row_all_sound(way: Child) -> None:
    for number in range(60):
        _, samples = way.ask(asked(f"Sentence number {number}. " + "Please listen. " * (number % 4)))
        heard = loudness.samples_of(samples)
        assert len(heard) > 22050 * (0.8 + 0.5 * (number % 4))
        assert loudness.loudness(heard, 22050) > -30


@pytest.mark.parametrize("voice", ["no-such-voice", "en-us+nobody"])
def test_a_wrong_voice_is_an_error_and_not_another_voice(way: Child, voice: str) -> None:
    with pytest.raises(ChildRefused, match="has no voice") as caught:
        way.ask(asked("Hello.", voice))
    assert caught.value.cause == "UnknownVoice"
    assert way.ask(asked("Hello."))[1]


def test_a_text_that_could_crash_the_library_never_reaches_it(way: Child) -> None:
    assert way.ask(asked("a " * (MOST_BYTES // 2)))[1]
    with pytest.raises(ChildRefused, match="too long"):
        way.ask(asked("a " * 10_000))


def test_text_without_a_sound_is_refused_and_the_next_is_spoken(way: Child) -> None:
    with pytest.raises(ChildRefused, match="no sound"):
        way.ask(asked("  "))
    assert way.ask(asked("Hello."))[1]


def test_alternating_voices_each_keep_their_own_rate() -> None:
    ways = [Child("voice.mouth_child", [way]) for way in WAYS]
    cases = [
        ("Good morning.", "en-us", 80),
        ("ni3 hao3", "cmn", 450),
        ("안녕하세요", "ko", 250),
        ("Good.", "en-us+f3", 120),
    ]
    try:
        for number in range(40):
            text, voice, rate = cases[(number * 7 + number // 5) % len(cases)]
            told = {"espeak": voice, "rate": rate, "pitch": 99 * (number % 2), "range": 99 * (number % 2)}
            lengths = [len(way.ask({"do": "render", "text": text, "voice": told})[1]) for way in ways]
            assert lengths[0] == pytest.approx(lengths[1], rel=0.05), (number, text, voice)
    finally:
        for each in ways:
            each.close()


@pytest.mark.parametrize(("syllable", "moves"), [("ma1", (0.97, 1.15)), ("ma2", (1.15, 1.8)), ("ma4", (0.4, 0.9))])
def test_the_tones_of_mandarin_can_be_told_apart(way: Child, syllable: str, moves: tuple[float, float]) -> None:
    block = content.load("zh").words["pack"]["voice"]
    _, samples = way.ask({"do": "render", "text": syllable, "voice": {**block, "rate": 90}})
    heard = pitches(loudness.samples_of(samples))
    third = max(1, len(heard) // 3)
    assert moves[0] < np.median(heard[-third:]) / np.median(heard[:third]) < moves[1]


def test_the_range_of_a_voice_is_heard(way: Child) -> None:
    spread = []
    for told in (10, 90):
        voice = {"espeak": "cmn", "rate": 170, "pitch": 62, "range": told}
        _, samples = way.ask({"do": "render", "text": "ma1 ma2 ma4 ma1", "voice": voice})
        heard = pitches(loudness.samples_of(samples))
        spread.append(np.percentile(heard, 90) / np.percentile(heard, 10))
    assert spread[1] > 1.15 * spread[0]


# ---- what comes out


@pytest.mark.parametrize("language", GREETINGS)
def test_every_language_sounds_at_one_loudness_with_short_silences(make: Callable[..., Mouth], language: str) -> None:
    wav = make().say(GREETINGS[language], language)
    samples, rate = loudness.read(wav)
    assert 1.0 < seconds(wav) < 5.0
    assert loudness.loudness(samples, rate) == pytest.approx(loudness.LEVEL, abs=0.5)
    assert np.abs(samples).max() <= 10 ** (loudness.PEAK / 20) + 1e-3
    quiet = np.abs(samples) < 10 ** (-50 / 20)
    margins = np.argmin(quiet) / rate, np.argmin(quiet[::-1]) / rate
    assert all(0.04 < each < 0.2 for each in margins)


def test_a_long_text_loses_nothing(make: Callable[..., Mouth]) -> None:
    sentence = "The worker comes on Monday and brings the papers with her, and then you sign them together. "
    mouth = make()
    one = seconds(mouth.say(sentence, "en", private=True))
    assert seconds(mouth.say(sentence * 40, "en", private=True)) == pytest.approx(40 * (one + 0.2), rel=0.03)
    unpunctuated = sentence.replace(".", "").replace(",", "") * 40  # 3 600 bytes without a place to breathe
    assert seconds(mouth.say(unpunctuated, "en", private=True)) > 36 * one


def test_a_text_beyond_all_patience_is_refused(make: Callable[..., Mouth]) -> None:
    with pytest.raises(TextTooLong):
        make().say("word " * 2000, "en")


@pytest.mark.parametrize("text", ["", "  ", "……", "?!"])
def test_nothing_to_say_is_a_moment_of_silence(make: Callable[..., Mouth], text: str) -> None:
    wav = make(ways=()).say(text, "zh")
    assert seconds(wav) < 0.5
    assert not loudness.read(wav)[0].any()


# ---- cache and privacy


def test_what_was_said_once_is_the_same_bytes_without_a_synthesiser(make: Callable[..., Mouth]) -> None:
    first = make().say("请您再说一次。", "zh")
    assert make(ways=()).say(" 请您再说一次。 ", "zh") == first


def test_private_words_leave_nothing_on_disk_and_are_remembered(make: Callable[..., Mouth], tmp_path: Path) -> None:
    child = Child("voice.mouth_child", ["pyttsx3"])
    mouth = make(ways=[child])
    first = mouth.say("王秀英对您说：我明天来。", "zh", private=True)
    child.close()
    assert mouth.say("王秀英对您说：我明天来。", "zh", private=True) == first
    assert list((tmp_path / "speech").iterdir()) == []
    with pytest.raises(SpeechUnavailable):
        make(ways=()).say("王秀英对您说：我明天来。", "zh")


def test_the_least_recently_heard_private_words_are_forgotten(tmp_path: Path) -> None:
    child = Child("voice.mouth_child", ["espeak"])
    mouth = Mouth(SpeakingSettings(cache=tmp_path, private_kept=2), ways=[child])
    for text in ("one", "two", "one", "three"):
        mouth.say(text, "en", private=True)
    mouth.close()
    assert mouth.say("one", "en", private=True)
    with pytest.raises(SpeechUnavailable):
        mouth.say("two", "en", private=True)


def test_a_damaged_file_in_the_cache_is_rendered_again(make: Callable[..., Mouth], tmp_path: Path) -> None:
    length = seconds(make().say("Hello.", "en"))
    (kept,) = (tmp_path / "speech").glob("*.wav")
    whole = kept.read_bytes()
    for damage in (b"", whole[:-10], b"x" * len(whole)):
        kept.write_bytes(damage)
        assert seconds(make().say("Hello.", "en")) == pytest.approx(length, abs=0.05)
        assert seconds(kept.read_bytes()) == pytest.approx(length, abs=0.05)


def test_another_rate_pitch_or_reading_is_another_recording(make: Callable[..., Mouth], tmp_path: Path) -> None:
    overlay = tmp_path / "village" / "en"
    overlay.mkdir(parents=True)
    usual = make().say("Ask at 120.", "en")
    (overlay / "pack.yaml").write_text("voice: {rate: 120}")
    slow = make(overlays=(tmp_path / "village",)).say("Ask at 120.", "en")
    assert seconds(slow) > 1.15 * seconds(usual)
    content.load.cache_clear()
    (overlay / "pack.yaml").unlink()
    (overlay / "lexicon.yaml").write_text("words: {'120': the hospital in town}")
    assert seconds(make(overlays=(tmp_path / "village",)).say("Ask at 120.", "en")) != seconds(usual)


def test_a_disk_that_cannot_be_written_costs_no_speech(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    mouth = Mouth(SpeakingSettings(cache=tmp_path / "file" / "speech"))
    try:
        assert seconds(mouth.say("Hello.", "en")) > 0.3
    finally:
        mouth.close()


def test_the_oldest_files_go_when_the_folder_is_too_full(tmp_path: Path) -> None:
    for number in range(4):
        path = tmp_path / f"{number}.wav"
        path.write_bytes(b"x" * 1000)
        os.utime(path, (number, number))
    (tmp_path / ".half").write_bytes(b"left by a power cut")
    Mouth(SpeakingSettings(cache=tmp_path, cache_most=2500), ways=()).close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["2.wav", "3.wav"]


# ---- a recorded voice first


def test_a_recorded_clip_is_heard_instead_of_the_synthesis(make: Callable[..., Mouth], tmp_path: Path) -> None:
    clips = tmp_path / "village" / "en" / "clips"
    clips.mkdir(parents=True)
    tone = 0.02 * np.sin(2 * np.pi * 440 * np.arange(48000) / 48000).astype(np.float32)
    (clips / "home.help.wav").write_bytes(loudness.wav_of(np.pad(tone, 48000), 48000))
    mouth = make(overlays=(tmp_path / "village",), ways=())
    choice = content.load("en").screen("home").choice("help")
    assert choice
    samples, rate = loudness.read(mouth.say(choice.sentence, "en"))
    assert rate == 48000
    assert np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples) == pytest.approx(440, abs=2)
    assert loudness.loudness(samples, rate) == pytest.approx(loudness.LEVEL, abs=0.5)
    assert len(samples) / rate == pytest.approx(1 + 2 * loudness.MARGIN, abs=0.05)


def test_a_clip_that_cannot_be_played_is_spoken(make: Callable[..., Mouth], tmp_path: Path) -> None:
    clips = tmp_path / "village" / "en" / "clips"
    clips.mkdir(parents=True)
    (clips / "home.help.wav").write_bytes(b"RIFF....not a wav")
    choice = content.load("en").screen("home").choice("help")
    assert choice
    wav = make(overlays=(tmp_path / "village",)).say(choice.sentence, "en")
    assert wav == make().say(choice.sentence, "en")


# ---- whatever breaks


@pytest.mark.parametrize("how", ["hang", "die"])
def test_when_one_way_fails_the_other_speaks(
    make: Callable[..., Mouth], broken: Callable[[str], Child], how: str
) -> None:
    second = Child("voice.mouth_child", ["espeak"])
    assert seconds(make(ways=[broken(how), second]).say("请您按图。", "zh")) > 0.5


def test_when_both_ways_fail_it_says_so_and_why(make: Callable[..., Mouth], broken: Callable[[str], Child]) -> None:
    mouth = make(ways=[broken("die"), broken("die")])
    with pytest.raises(SpeechUnavailable, match=r"code 3.*code 3"):
        mouth.say("请您按图。", "zh")


def test_a_child_killed_in_the_middle_is_not_heard_in_the_result(make: Callable[..., Mouth]) -> None:
    text = "This is a sentence that somebody is waiting for. " * 40
    whole = make().say(text, "en", private=True)
    child = Child("voice.mouth_child", ["pyttsx3"])
    mouth = make(ways=[child, Child("voice.mouth_child", ["espeak"])])
    child.start()
    victim = child.pid
    assert victim
    threading.Timer(0.15, os.kill, (victim, 9)).start()
    said = mouth.say(text, "en", private=True)
    mouth.say("And another one.", "en", private=True)
    assert child.pid != victim
    assert seconds(said) == pytest.approx(seconds(whole), rel=0.01)


def test_many_people_at_once_each_hear_their_own_sentence(make: Callable[..., Mouth]) -> None:
    mouth = make()
    texts = [f"Number {number} " + "and so on " * number for number in range(6)]
    heard: dict[str, bytes] = {}
    threads = [
        threading.Thread(target=lambda text=text: heard.update({text: mouth.say(text, "en")})) for text in texts
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lengths = [seconds(heard[text]) for text in texts]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(texts)


def test_wrong_settings_of_a_pack_are_told_to_whoever_wrote_them(make: Callable[..., Mouth], tmp_path: Path) -> None:
    overlay = tmp_path / "village" / "en"
    overlay.mkdir(parents=True)
    for block, error, told in (
        ("{espeak: xyzzy}", UnknownVoice, "xyzzy"),
        ("{rate: 9999}", BadVoice, "80-450"),
        ("{rate: fast}", BadVoice, "80-450"),
        ("{pitch: -1}", BadVoice, "0-99"),
        ("{espeak: 7}", BadVoice, "name of a voice"),
        ("{volume: 3}", BadVoice, "volume"),
    ):
        (overlay / "pack.yaml").write_text(f"voice: {block}")
        content.load.cache_clear()
        with pytest.raises(error, match=told):
            make(overlays=(tmp_path / "village",)).say("Hello there.", "en")
    content.load.cache_clear()


def test_a_language_without_a_pack_is_told(make: Callable[..., Mouth]) -> None:
    with pytest.raises(NoVoice, match="tlh"):
        make().say("nuqneH", "tlh")


# ---- ahead of time


def test_prepared_sentences_need_no_synthesiser_later(make: Callable[..., Mouth], tmp_path: Path) -> None:
    mouth = make()
    texts = [(f"这是第{number}句话。", "zh") for number in range(8)]
    mouth.prepare([*texts[:4], ("nobody speaks this", "tlh"), *texts[4:]])
    assert seconds(mouth.say("我先说。", "zh", private=True)) > 0.3  # does not wait for all of them
    deadline = time.monotonic() + 20
    while len(list((tmp_path / "speech").glob("*.wav"))) < 8 and time.monotonic() < deadline:
        time.sleep(0.05)
    mouth.close()
    later = make(ways=())
    assert all(later.say(text, language) for text, language in texts)


# ---- for technicians


def test_the_command_writes_a_wav_or_tells_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.wav"
    assert say_command(["请打96110。", str(out)]) == 0
    assert seconds(out.read_bytes()) > 1
    assert say_command(["请打96110。", "--spoken"]) == 0
    assert capsys.readouterr().out == "qing3 da3 jiu3 liu4 yao1 yao1 ling2.\n"
    assert say_command(["Hello", str(out), "--language", "tlh"]) == 1
    assert "no content pack" in capsys.readouterr().err


@pytest.mark.parametrize("wav", [b"", b"RIFF", b"<html>", loudness.wav_of(np.ones(100, np.float32), 8000)[:-50]])
def test_bytes_that_are_no_wav_are_not_played(wav: bytes) -> None:
    with pytest.raises(NotPlayable):
        loudness.read(wav)
