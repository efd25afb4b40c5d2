"""What Kokoro gets to read: Mandarin and English phonemes of its own alphabet, with the tones as they are spoken."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin

from voice.errors import SpeakerUnusable, SynthesisFailed
from voice.espeak import IPA_TIED, Espeak
from voice.kokoro import WIDTH, pcm, styles
from voice.kokoro_text import SYMBOLS, american, mandarin, numbers, syllable_count
from voice.mandarin_ipa import bent, phonemes
from voice.synthesis import Voice
from voice.tongue import tongue_of


@pytest.fixture(scope="module")
def english() -> object:
    espeak = Espeak()
    return lambda words: espeak.phonemes(words, Voice("en-us"), IPA_TIED)


def common_syllables() -> set[str]:
    """Of the 3755 characters that everybody learns first (GB 2312, level 1)."""
    characters = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    told = lazy_pinyin(
        characters.decode("gb2312", "ignore"), style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False
    )
    return {each.replace("ü", "v") for each in told}


def test_every_common_syllable_is_read_and_no_two_alike() -> None:
    found = common_syllables()
    assert len(found) > 1000
    read = {each: phonemes(each) for each in found}
    assert all(read.values()), [each for each, told in read.items() if not told]
    assert len(set(read.values())) == len(found)
    assert all(symbol in SYMBOLS for told in read.values() for symbol in told)


@pytest.mark.parametrize(
    ("syllable", "read"),
    [
        ("hao3", "xau↓"),
        ("zhi1", "ꭧɨ→"),
        ("qu4", "ʨʰy↘"),
        ("xiong2", "ɕjʊ↗ŋ"),
        ("xong2", "ɕjʊ↗ŋ"),
        ("er2", "ɚ↗"),
        ("de5", "tɤ"),
        ("lve4", "lɥe↘"),
        ("yuan2", "ɥɛ↗n"),
        ("wei4", "wei↘"),
        ("si4", "sɨ↘"),
        ("xx1", ""),
    ],
)
def test_syllables_as_the_voices_learned_them(syllable: str, read: str) -> None:
    assert phonemes(syllable) == read


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("ni3-hao3", "ni2-hao3"),
        ("zhan3-lan3-guan3", "zhan2-lan2-guan3"),
        ("hen3 hao3-chi1", "hen2 hao3-chi1"),
        ("mai3 shui3-guo3", "mai3 shui2-guo3"),
        ("shui3-guo3 hao3", "shui2-guo2 hao3"),
        ("wo3 xiang3 mai3 liang3-ben3 shu1", "wo2 xiang2 mai3 liang2-ben3 shu1"),
        ("wo3 qu4", "wo3 qu4"),
    ],
)
def test_third_tones_bend_each_other(words: str, spoken: str) -> None:
    told = bent([each.split("-") for each in words.split()])
    assert " ".join("-".join(each) for each in told) == spoken


def test_our_lexicon_decides_how_mandarin_is_read(english: object) -> None:
    read = mandarin(tongue_of("zh", (), None).natural_pieces("我去银行，号码是 96110。")[0], english)  # type: ignore[arg-type]
    assert "i↗nxa↗ŋ," in read  # yín háng, not yín xíng
    assert "ʨjou↓ ljou↘ jau→ jau→ li↗ŋ" in read  # one by one, 1 as yāo
    assert read.endswith(".")


def test_a_greeting_is_read_together_with_what_follows() -> None:
    tongue = tongue_of("zh", (), None)
    assert tongue.natural_pieces("您好！您想说哪种话？") == ("nin2 hao3! nin2 xiang3 shuo1 na3 zhong3 hua4?",)
    assert len(tongue.natural_pieces("请您按一张图，或者按话筒说给我听。您也可以按数字，或者请人帮您按。")) == 2


def test_english_words_stay_english(english: object) -> None:
    inside = mandarin("qing3 gei3 Mary da3dian4hua4.", english)  # type: ignore[arg-type]
    assert "mˈɛɹi" in inside
    assert american("Wait, please. Who is it?", english) == "wˈAt, plˈiz. hˈu ɪz ɪt?"  # type: ignore[arg-type]


def test_nothing_that_the_voice_did_not_learn_reaches_it(english: object) -> None:
    assert numbers("a안b") == [SYMBOLS["a"], SYMBOLS["b"]]
    read = american("A judge's church: 'though' \"measured\" the young boy, mouth, and going-away party!", english)  # type: ignore[arg-type]
    assert not [each for each in read if each not in SYMBOLS and each != "'"]
    assert syllable_count("ni3hao3, ATM.") == 2


@pytest.mark.parametrize("told", [b"", b"abc", b"\0" * (WIDTH * 4 + 4), b"\xff" * WIDTH * 4])
def test_a_file_that_is_no_voice_is_refused(told: bytes) -> None:
    with pytest.raises(SpeakerUnusable):
        styles(told)


def test_broken_sound_of_a_model_is_no_sound() -> None:
    import numpy as np

    with pytest.raises(SynthesisFailed):
        pcm(np.array([0.0, np.nan], dtype=np.float32))
    assert pcm(np.array([0.5, 2.0], dtype=np.float32)) == np.array([8191, 32767], dtype="<i2").tobytes()
