"""Where a line of what is read may end: between Chinese words, at spaces and hyphens, and in what is endless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pack import load
from kiosk.breaking import LONGEST, WORD, breakable, parts
from kiosk.paging import width


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("谁也听不到。", "不到。"),
        ("您要收回这次求助吗？", "求助"),
        ("最晚明天上午，您会有答复。", "答复。"),
        ("星期一 下午两点", "星期一"),
        ("星期一 下午两点", "两点"),
        ("我没有找到这件事。", "这件"),
        ("今天中午11点33分，您的儿子王强打来过。", "11点"),
        ("今天中午11点33分，您的儿子王强打来过。", "33分"),
        ("12月30号之前，王强都能打来。", "12月"),
    ],
)
def test_no_chinese_word_is_torn(text: str, whole: str) -> None:
    found = list(parts(text, "zh-CN"))
    assert "".join(found) == text
    assert any(whole in each for each in found), found


def test_a_line_may_end_after_every_pause() -> None:
    found = list(parts("点右上角的加号，点“视频”，十分钟内，只要您按收回。", "zh-CN"))
    assert [each for each in found if "，" in each[:-1]] == [], found
    assert "点" in "".join(found[found.index("加号，") + 1])[:1]


@given(st.text(), st.sampled_from(["zh-CN", "en", "ko"]))
def test_nothing_is_lost_and_nothing_is_endless(text: str, lang: str) -> None:
    found = list(parts(text, lang))
    assert "".join(found) == text
    assert all(width(each) <= LONGEST or each.isspace() for each in found)


def test_spaces_and_hyphens_are_ends_enough() -> None:
    assert list(parts("Alexandra-Wilhelmina comes", "en")) == ["Alexandra-", "Wilhelmina", " ", "comes"]
    assert str(breakable("it's < 3", "en")) == "it&#39;s<wbr> <wbr>&lt;<wbr> <wbr>3"


def test_a_name_without_a_space_has_an_end() -> None:
    assert list(parts("도와드릴까요?", "ko")) == ["도와드릴까요?"]
    assert list(parts("남궁하늘별님구름보다사랑스러우리", "ko")) == ["남궁하늘", "별님구름", "보다사랑", "스러우리"]


def test_all_that_the_kiosk_says_can_be_parted() -> None:
    pack = load("zh")
    told = [sentence for key in pack.plan if key != "topic" for sentence in pack.screen(key).prompt]
    assert all("".join(parts(each, "zh-CN")) == each for each in told)
    longest = max((part for each in told for part in parts(each, "zh-CN")), key=len)
    assert width(longest) <= WORD, longest
