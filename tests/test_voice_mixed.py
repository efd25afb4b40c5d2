"""Names and words of another language inside a sentence are read in that language's own voice."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator

import numpy as np
import pytest

from voice.mel import HOP, log_mel
from voice.mixed import parts
from voice.mouth import Mouth
from voice.settings import SpeakingSettings


@pytest.mark.parametrize(
    ("text", "language", "cut"),
    [
        ("请打开微信。", "zh", [("zh", "请打开微信。")]),
        ("请打开 WeChat 的图标。", "zh", [("zh", "请打开"), ("en", "WeChat"), ("zh", "的图标。")]),
        ("김영수先生，您好。", "zh", [("ko", "김영수"), ("zh", "先生，您好。")]),
        ("The name is 乡伴.", "en", [("en", "The name is"), ("zh", "乡伴")]),
        ("Mr. 김 영수 called.", "en", [("en", "Mr."), ("ko", "김 영수"), ("en", "called.")]),
        ("乡伴이 도와 드려요.", "ko", [("zh", "乡伴"), ("ko", "이 도와 드려요.")]),
        ("Say good morning, please", "ko", [("en", "Say good morning"), ("en", "please")]),
        ("A 按钮，4G 网络", "zh", [("zh", "A 按钮，4G 网络")]),
        ("3 kg 大米", "zh", [("zh", "3 kg 大米")]),
        ("", "zh", [("zh", "")]),
        ("WeChat 乡伴", "fr", [("fr", "WeChat 乡伴")]),
    ],
)
def test_a_text_is_cut_by_its_letters(text: str, language: str, cut: list[tuple[str, str]]) -> None:
    assert list(parts(text, language, {"kg"})) == cut


@pytest.fixture(scope="module")
def mouth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mouth]:
    made = Mouth(SpeakingSettings(cache=tmp_path_factory.mktemp("speech"), phrase_within=20.0))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("The name is 乡伴.", "en", ("The name is", "xiang1ban4")),
        ("请打开 WeChat 的图标。", "zh", ("qing3 da3kai1", "We Chat", "de5 tu2biao1.")),
        ("김영수先生，您好。", "zh", ("김영수", "xian1 sheng5, nin2hao3.")),
    ],
)
def test_each_stretch_goes_through_its_own_lexicon(
    mouth: Mouth, text: str, language: str, spoken: tuple[str, ...]
) -> None:
    assert tuple(each.replace(" ", "") for each in mouth.spoken(text, language)) == tuple(
        each.replace(" ", "") for each in spoken
    )


@pytest.mark.parametrize(
    ("text", "language", "name", "other"),
    [("Your neighbour is 王小明 today.", "en", "王小明", "zh"), ("您找的是김영수吗？", "zh", "김영수", "ko")],
)
def test_the_name_sounds_as_it_does_in_its_own_language(
    mouth: Mouth, text: str, language: str, name: str, other: str
) -> None:
    whole, alone = _samples(mouth.say(text, language)), _samples(mouth.say(name, other))
    assert _contained(alone, whole) > 0.95
    assert (
        _contained(alone, _samples(mouth.say(text.replace(name, "Mary" if language == "en" else "老王"), language)))
        < 0.75
    )


def test_a_changed_voice_of_the_other_language_renders_it_anew(mouth: Mouth) -> None:
    assert len(mouth.sounding("The name is 乡伴.", "en").split()) > len(mouth.sounding("The name is.", "en").split())


def _samples(wav: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(wav)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)


def _contained(part: np.ndarray, whole: np.ndarray) -> float:
    """How alike the part and the most similar stretch of the whole are, 0 to 1, by their pitches over time."""
    active = np.nonzero(np.abs(part) > 500)[0]
    wanted, told = _pitches(part[active[0] : active[-1]]), _pitches(whole)
    length = wanted.shape[1]
    stretches = (told[:, start : start + length] for start in range(told.shape[1] - length))
    return max(float(np.corrcoef(wanted.ravel(), each.ravel())[0, 1]) for each in stretches)


def _pitches(samples: np.ndarray) -> np.ndarray:
    sound = (samples / 32768).astype(np.float32)
    return log_mel(sound, len(sound) // HOP)
