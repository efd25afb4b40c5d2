"""Mandarin with nothing but what the registries hold: the real model hears eight recordings, named by what they say.

They were spoken by six synthetic voices (Kokoro); the model never heard one of our sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

import content
from tests.spoken import english, noise
from voice import whisper_files
from voice.ear import Ear, HearingSettings
from voice.errors import ModelDamaged
from voice.mel import log_mel

RECORDINGS = Path(__file__).parent / "mandarin"
ORDERS = [
    ("help", "孩子摔伤了", "ill"),
    ("help", "我的低保没有发", "money"),
    ("help", "我想给儿子打电话", "phone"),
    ("help", "我跟婆婆吵架", "family"),
    ("help", "不知道", "other"),
    ("home", "请您再说一遍", "again"),
]


def said(sentence: str) -> bytes:
    samples, _ = soundfile.read(RECORDINGS / f"{sentence}.flac", dtype="int16")
    return bytes(16_000) + samples.tobytes() + bytes(32_000)


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    made = Ear(HearingSettings(models=tmp_path_factory.mktemp("models"), answer_within=20.0, finish_within=60.0))
    made.load("zh")
    yield made
    made.close()


@pytest.mark.parametrize(("screen", "sentence", "meant"), ORDERS)
def test_an_order_in_mandarin_is_understood(ear: Ear, screen: str, sentence: str, meant: str) -> None:
    found = ear.understand(said(sentence), content.load("zh").screen(screen))
    assert (found.outcome, found.key, found.engine) in [
        ("choice", meant, "whisper"),
        ("command", meant, "whisper"),
    ], found


@pytest.mark.parametrize("sentence", ["我的头不疼了", "明天去赶集买两斤猪肉"])
def test_other_mandarin_is_not_acted_upon(ear: Ear, sentence: str) -> None:
    found = ear.understand(said(sentence), content.load("zh").screen("help"))
    assert found.outcome in ("nothing", "unsure"), found


def test_neither_kitchen_nor_english_is_an_order(ear: Ear) -> None:
    screen = content.load("zh").screen("help")
    for sound in (noise(3.0, 1500), english("The weather was lovely all week.", after=1.0)):
        assert ear.understand(sound, screen).outcome in ("silence", "nothing"), screen.key


def test_a_pause_is_enough_to_read_what_was_said(ear: Ear) -> None:
    """So that the screen need not wait for the end of the turn, nor the turn for the longest silence."""
    found = ear.understand(said("我跟婆婆吵架"), content.load("zh").screen("help"))
    assert found.times["result"] < found.times["decoding"] / 2


def test_a_recording_becomes_a_note_in_simplified_characters(ear: Ear) -> None:
    told = ear.dictate(said("我想给儿子打电话"), "zh")
    assert "打电话" in told.text
    assert 0 < told.confidence < 1


def test_packages_that_are_not_whole_are_told_with_their_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whisper_files, "SUM", "0" * 64)
    with pytest.raises(ModelDamaged, match="SHA-256"):
        whisper_files.files("zh")


def test_any_text_is_written_in_pieces_of_the_model() -> None:
    pieces = whisper_files.Pieces(whisper_files.files("zh")["vocabulary.json"])
    for text in ("以下是普通话的句子。", "乡伴", "韩国 한국", "naïve"):
        assert pieces.text(pieces.numbers(text)) == text


def test_a_tone_lies_in_its_band_and_silence_follows() -> None:
    tone = np.sin(2 * np.pi * 1000.0 * np.arange(16_000) / 16_000).astype(np.float32)
    told = log_mel(tone, 200)
    assert told.shape == (80, 200)
    loudest = told[:, 50].argmax()
    assert 22 <= loudest <= 27  # a thousand hertz are fifteen of the forty-five mels up to eight thousand
    assert told[:, 150].max() == told.min()
