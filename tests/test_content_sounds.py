"""What cannot be told apart by ear has the same key, and nothing else has."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.sounds import read_pronunciations, sounds
from voice import phonetics


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四", "十"),  # flat and curled tongue
        ("牛", "六"),  # n and l, and no tones
        ("人", "棱"),  # r and l, front and back nasal
        ("金银", "经营"),
        ("双", "酸"),
        ("飞", "灰"),  # f and h
        ("反话", "缓发"),
        ("我 要", "我要"),
    ],
)
def test_chinese_alike_in_the_countryside(one: str, other: str) -> None:
    assert sounds(one, "zh", {}) == sounds(other, "zh", {})


@pytest.mark.parametrize(("one", "other"), [("一", "七"), ("红色", "黄色"), ("马", "八"), ("好", "号码")])
def test_chinese_that_can_be_told_apart(one: str, other: str) -> None:
    assert sounds(one, "zh", {}).isdisjoint(sounds(other, "zh", {}))


def test_the_ear_confuses_what_the_checker_calls_alike() -> None:
    """Two rooms know the accents: the checker that forbids such pairs, and the matching that forgives them."""
    characters = "四十是诗牛六扭人棱冷金经今双酸霜飞灰反缓发花黄方王一七鸡马八猫狗鱼雨羊样猪虎红绿蓝紫棕两俩零林"
    for one in characters:
        for other in characters:
            alike = sounds(one, "zh", {}) == sounds(other, "zh", {})
            assert alike == (phonetics.key(one, "zh") == phonetics.key(other, "zh")), (one, other)


def test_chinese_syllables_do_not_run_together() -> None:
    assert sounds("西安", "zh", {}) != sounds("先", "zh", {})


def test_a_character_is_read_as_its_word_wants() -> None:
    assert sounds("银行", "zh", {}) == sounds("银杭", "zh", {})
    assert sounds("行走", "zh", {}) == sounds("形走", "zh", {})


def test_korean_is_compared_letter_by_letter() -> None:
    assert sounds("지붕이 새요", "ko", {}) == sounds("지붕이새요", "ko", {})
    assert sounds("새요", "ko", {}).isdisjoint(sounds("세요", "ko", {}))


def test_english_is_compared_as_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cmu.dict"
    path.write_text("read R IY D\nread(2) R EH D\nred R EH D\nreed R IY D\n", "utf-8")
    said = read_pronunciations(path)
    assert said["read"] == {"R IY D", "R EH D"}
    assert sounds("read", "en", said) & sounds("red", "en", said)
    assert sounds("read", "en", said) & sounds("reed", "en", said)
    assert sounds("red", "en", said).isdisjoint(sounds("reed", "en", said))
    assert sounds("red door", "en", said).isdisjoint(sounds("red", "en", said))
