"""How it is read aloud: Mandarin as Chinese and never as English letters, numbers as people say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import content
from content.clips import spoken_texts
from voice import sentences
from voice.child import Child
from voice.errors import BadLexicon
from voice.lexicon import Lexicon
from voice.synthesis import MOST_BYTES

READINGS = {
    "zh": [
        # polyphones
        ("去银行取钱，行不行？", "qu4 yin2hang2 qu3 qian2, xing2 bu5xing2?"),
        ("在重庆长大，家长很重视。", "zai4 chong2qing4 zhang3da4, jia1zhang3 hen3 zhong4shi4."),
        ("还有多长时间？", "hai2 you3 duo1chang2 shi2jian1?"),
        ("慢慢地说，说得对，您得去。", "man4 man4 de5 shuo1, shuo1de5 dui4, nin2 dei3 qu4."),
        ("教您用手机，睡不着，照看孩子", "jiao1nin2 yong4 shou3 ji1, shui4bu5zhao2, zhao4kan4 hai2zi5"),
        # 不 and 一 beside their neighbours
        ("不是，不要，不行，不能，差不多", "bu2shi4, bu2yao4, bu4xing2, bu4neng2, cha4bu5duo1"),
        ("一天，一起，一次，一个，看一看", "yi4 tian1, yi4qi3, yi2 ci4, yi2ge4, kan4 yi5 kan4"),
        ("第一，十一，星期一，一月一号，万一", "di4 yi1, shi2 yi1, xing1qi1 yi1, yi1yue4 yi1hao4, wan4yi1"),
        ("这儿，一会儿，女儿", "zhe4er5, yi2hui4er5, nv3er2"),
        # what espeak cannot read under its own spelling
        ("胸口疼，两兄弟很穷", "xong1 kou3 teng2, liang3 xong1di4 hen3 qong2"),
        # numbers
        ("打96110、120或者12345。", "da3 jiu3 liu4 yao1 yao1 ling2, yao1 er4 ling2 huo4 zhe3 yao1 er4 san1 si4 wu3."),
        ("号码是4172。", "hao4ma3 shi4 si4 yao1 qi1 er4."),
        ("号码是：4 1 7 2", "hao4ma3 shi4: si4 yao1 qi1 er4"),
        ("2026年11月2日", "er4 ling2 er4 liu4 nian2 shi2yi1yue4 er4 ri4"),
        ("2026-11-24 15:30", "er4 ling2 er4 liu4 nian2 shi2yi1yue4 er4 shi2 si4 ri4 xia4 wu3 san1 dian3 ban4"),
        ("上午9:05", "shang4wu3 jiu3 dian3 ling2 wu3fen1"),
        ("¥20.5，3000元，2个人", "er4 shi2 dian3 wu3 yuan2, san1 qian1 yuan2, liang3ge4 ren2"),
        ("3kg，10%，1/2", "san1 gong1 jin1, bai3fen1 zhi1 shi2, er4fen1 zhi1 yi1"),
        ("10500元，20005元", "yi2 wan4 ling2 wu3 bai3 yuan2, er4 wan4 ling2 wu3 yuan2"),
        ("138 0000 1234", "yao1 san1 ba1, ling2 ling2 ling2 ling2, yao1 er4 san1 si4"),
        ("第3页，一共12页", "di4 san1 ye4, yi2gong4 shi2 er4 ye4"),
        ("用ATM取钱", "yong4 qu3 kuan3 ji1 qu3 qian2"),
        ("他说：“好。”", "ta1 shuo1: hao3."),
        ("한국어", ""),
    ],
    "en": [
        ("Call 96110 or 120.", "Call 9 6 1 1 0 or 1 2 0."),
        ("Your number is: 4172.", "Your number is: 4 1 7 2."),
        ("In 2026 and on 3 May 2026", "In 2026 and on 3 May 2026"),
        ("2026-11-24", "24 November 2026"),
        ("at 15:30, 9:00, 9:05 am, 3:30 p.m.", "at 3 30 in the afternoon, 9 o'clock, 9 oh 5 AM, 3 30 PM"),
        ("¥1,200 for 1500 people, 3kg, 3.5", "1200 yuan for 1500 people, 3 kilograms, 3.5"),
        ("Dr. Xu pays by WeChat", "Doctor Shoo pays by We Chat"),
    ],
    "ko": [
        ("112에 전화하세요. 96110", "일 일 이에 전화하세요. 구 육 일 일 공"),
        ("번호는 4172입니다", "번호는 사 일 칠 이임니다"),
        ("2026-11-24 15:30", "2026년 11월 24일 오후 세 시 30분"),
        ("6월, 10월, 3명, 21살, 20개", "유월, 시월, 세 명, 스물한 살, 스무 개"),
        ("1200원, ¥1,200, 010-1234-5678", "1200원, 1200위안, 공 일 공, 일 이 삼 사, 오 육 칠 팔"),
        ("국민 연락 법률 심리 좋습니다", "궁민 열락 범뉼 심니 좋슴니다"),
    ],
}


_WRITTEN = st.sampled_from("0123456789:.,-/% ¥一不得地儿年月日个kgAT")


@pytest.fixture(scope="module")
def phonemes() -> Iterator[Callable[[str], str]]:
    """What espeak-ng makes of a text with the Chinese pack's voice."""
    child = Child("voice.mouth_child", ["espeak"])
    voice = content.load("zh").words["pack"]["voice"]["espeak"]

    def asked(text: str) -> str:
        answer, _ = child.ask({"do": "phonemes", "text": text, "voice": {"espeak": voice}})
        return str(answer["phonemes"])

    yield asked
    child.close()


def lexicon(language: str) -> Lexicon:
    return Lexicon.of(language, content.load(language).words["lexicon"])


@pytest.mark.parametrize(
    ("language", "written", "spoken"), [(language, *pair) for language, pairs in READINGS.items() for pair in pairs]
)
def test_it_is_read_as_people_say_it(language: str, written: str, spoken: str) -> None:
    assert lexicon(language).spoken(written) == spoken


# ---- Mandarin is Chinese


def test_every_common_character_is_read_as_chinese(phonemes: Callable[[str], str]) -> None:
    common = [bytes((0xB0 + row, 0xA1 + cell)) for row in range(40) for cell in range(94)]
    characters = [each.decode("gb2312") for each in common if each < b"\xd7\xfa"]
    assert len(characters) == 3755
    zh = lexicon("zh")
    for start in range(0, len(characters), 50):
        read = phonemes(zh.spoken("，".join(characters[start : start + 50])))
        assert "(en)" not in read, f"{characters[start : start + 50]}: {read}"


def test_everything_the_chinese_pack_says_is_read_as_chinese(phonemes: Callable[[str], str]) -> None:
    zh, said = lexicon("zh"), {text for _, text in spoken_texts(content.load("zh").words)}
    assert len(said) > 300
    for text in said:
        spoken = zh.spoken(text)
        if re.fullmatch("[가-힣A-Za-z ]+", text):  # another language's own name
            continue
        assert re.fullmatch(r"(?:(?:[a-z]+[1-5])+|[ ,.!?;:])+", spoken), f"{text}: {spoken}"
        assert "(en)" not in phonemes(spoken[:300]), f"{text}: {spoken}"


def test_characters_alone_would_be_wrong_where_the_lexicon_is_right(phonemes: Callable[[str], str]) -> None:
    assert "(en)" in phonemes("胸")
    assert "(en)" in phonemes("xiong1")
    assert phonemes(lexicon("zh").spoken("胸")).startswith("S;'ong55")
    assert phonemes(lexicon("zh").spoken("银行")) == phonemes("yin2hang2")


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), _WRITTEN)),
    st.sampled_from(sorted(READINGS)),
)
def test_whatever_somebody_typed_can_be_read(text: str, language: str) -> None:
    spoken = lexicon(language).spoken(text)
    assert spoken == spoken.strip()
    if language == "zh":
        assert not any(each.isalnum() and not each.isascii() for each in spoken)


# ---- the file


def test_all_mistakes_of_a_lexicon_are_told_at_once() -> None:
    with pytest.raises(BadLexicon) as caught:
        Lexicon.of("zh", {"digit_by_digit": ["12a"], "words": {"银行": ""}, "word": {}})
    assert len(caught.value.mistakes) == 3


def test_an_overlay_word_is_read_first_and_whole() -> None:
    told = {
        "digit_by_digit": [120],
        "units": ["kg"],
        "words": {"kg": "公斤", "120": "急救", "重庆路": "zhong4qing4lu4"},
    }
    zh = Lexicon.of("zh", told)
    assert zh.spoken("120，1203") == "ji2 jiu4, yao1 er4 ling2 san1"
    assert zh.spoken("重庆路，重庆") == "zhong4qing4lu4, chong2qing4"
    assert zh.fingerprint != Lexicon.of("zh", {**told, "words": {}}).fingerprint


def test_a_language_without_rules_is_spoken_as_written() -> None:
    assert Lexicon.of("vi", None).spoken("Xin chào 4172") == "Xin chào 4172"


# ---- where a speaker breathes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您好。请按图！好吗？", ["您好。", "请按图！", "好吗？"]),
        ("他说：“好。”再见。", ["他说：“好。”", "再见。"]),
        ("It costs 3.5 yuan. Good. Is it?", ["It costs 3.5 yuan.", "Good.", "Is it?"]),
        ("one\ntwo", ["one", "two"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences.split(text)) == expected


@pytest.mark.parametrize("text", ["word, " * 900, "word " * 900, "长" * 1500, "a" * 5000, "é" * 999 + ", x"])
def test_pieces_fit_and_lose_nothing(text: str) -> None:
    pieces = sentences.capped(text, MOST_BYTES)
    assert all(0 < len(each.encode()) <= MOST_BYTES for each in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
