"""From what was heard to what was meant: accents forgiven, other words refused, doubts asked back."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz

from content.screen import Phrase
from voice.grammar import Grammar, build
from voice.matching import DEFAULT, alike, understand
from voice.understanding import Heard, Understanding

MANDARIN = {
    "choice:ill": ("我要看病", "身体不舒服", "我生病了", "头疼", "家里人病了"),
    "choice:money": ("补贴的事", "没有钱", "养老金没到", "低保"),
    "choice:papers": ("办证件", "身份证丢了", "填表", "办手续"),
    "choice:phone": ("手机坏了", "不会用手机", "手机支付"),
    "choice:house": ("房子漏水", "修房子", "屋顶坏了"),
    "choice:lonely": ("想找人说话", "我很孤单", "没人陪我"),
    "command:back": ("返回", "上一步"),
    "command:home": ("回首页", "回到开始"),
    "command:again": ("再说一遍", "重复一次"),
    "command:louder": ("大声一点", "听不清"),
}
ACCENTED = [  # what was said by somebody with an accent, as a recogniser writes it · what was meant
    ("我要砍病", "choice:ill"),
    ("我要干病", "choice:ill"),
    ("身体不书服", "choice:ill"),
    ("森体不输服", "choice:ill"),
    ("身体不苏服", "choice:ill"),
    ("我森病了", "choice:ill"),
    ("我升病乐", "choice:ill"),
    ("家里银病了", "choice:ill"),
    ("家你人病了", "choice:ill"),
    ("补铁的事", "choice:money"),
    ("补贴的四", "choice:money"),
    ("木有钱", "choice:money"),
    ("养脑金没到", "choice:money"),
    ("养老金没刀", "choice:money"),
    ("样老今没到", "choice:money"),
    ("办正见", "choice:papers"),
    ("办怎件", "choice:papers"),
    ("森份证丢了", "choice:papers"),
    ("身份怎丢了", "choice:papers"),
    ("身粪正丢乐", "choice:papers"),
    ("办手续", "choice:papers"),
    ("办首须", "choice:papers"),
    ("搜机坏了", "choice:phone"),
    ("手鸡坏了", "choice:phone"),
    ("手机华了", "choice:phone"),
    ("不费用手机", "choice:phone"),
    ("不会用搜机", "choice:phone"),
    ("手机自付", "choice:phone"),
    ("房子露水", "choice:house"),
    ("黄子漏水", "choice:house"),
    ("防止楼税", "choice:house"),
    ("修防子", "choice:house"),
    ("屋顶花了", "choice:house"),
    ("想早人说话", "choice:lonely"),
    ("想找人梭话", "choice:lonely"),
    ("享找人说发", "choice:lonely"),
    ("我很孤丹", "choice:lonely"),
    ("我狠姑单", "choice:lonely"),
    ("没人赔我", "choice:lonely"),
    ("没仍陪我", "choice:lonely"),
    ("饭回", "command:back"),
    ("反灰", "command:back"),
    ("桑一步", "command:back"),
    ("回手页", "command:home"),
    ("回搜夜", "command:home"),
    ("飞到开始", "command:home"),
    ("灰到开四", "command:home"),
    ("再梭一遍", "command:again"),
    ("在说一边", "command:again"),
    ("虫复一次", "command:again"),
    ("从复一刺", "command:again"),
    ("大森一点", "command:louder"),
    ("打声一点", "command:louder"),
    ("听不轻", "command:louder"),
    ("停不亲", "command:louder"),
]
STRANGE = (
    "今天天气怎么样",
    "我们去吃饭吧",
    "火车站在哪里",
    "昨天看了电影",
    "请给我一杯咖啡",
    "猫在树上睡觉",
    "明年打算买车",
    "他喜欢踢足球",
    "苹果三块五一斤",
    "老师在教室里",
    "唱一首歌",
    "北京上海广州",
    "这是什么意思",
    "谢谢你的帮忙",
    "好的没问题",
)


@pytest.fixture(scope="module")
def mandarin() -> Grammar:
    return build(tuple(Phrase(meaning, said) for meaning, ways in MANDARIN.items() for said in ways), "zh")


def meaning(found: Understanding) -> str | None:
    return f"{found.outcome}:{found.key}" if found.key else None


@pytest.mark.parametrize(("heard", "meant"), [(said, key) for key, ways in MANDARIN.items() for said in ways])
def test_every_sentence_means_itself(mandarin: Grammar, heard: str, meant: str) -> None:
    assert meaning(understand(Heard(heard), mandarin)) == meant
    assert meaning(understand(Heard(" ".join(heard)), mandarin)) == meant
    assert meaning(understand(Heard(f"嗯{heard}啊"), mandarin)) == meant


@pytest.mark.parametrize(("heard", "meant"), ACCENTED)
def test_an_accent_is_forgiven_or_asked_back_never_mistaken(mandarin: Grammar, heard: str, meant: str | None) -> None:
    found = understand(Heard(heard), mandarin)
    assert meaning(found) in (meant, None)
    if meant and found.outcome != "nothing":
        assert found.candidates[0].meaning == meant


def test_sound_beats_characters_on_accents(mandarin: Grammar) -> None:
    wanted = [(heard, meant) for heard, meant in ACCENTED if meant]
    by_sound = sum(meaning(understand(Heard(heard), mandarin)) == meant for heard, meant in wanted)
    by_characters = sum(
        max(fuzz.ratio(heard, way) for way in MANDARIN[meant]) >= DEFAULT.accept for heard, meant in wanted
    )
    assert by_sound >= 0.95 * len(wanted)
    assert by_characters <= 0.65 * len(wanted)


@pytest.mark.parametrize("heard", STRANGE)
def test_strange_sentences_are_nothing(mandarin: Grammar, heard: str) -> None:
    assert understand(Heard(heard), mandarin).outcome == "nothing"


@pytest.mark.parametrize("heard", ["我没生病", "不要再说一遍", "我不要看病"])
def test_a_denial_is_never_taken_for_its_opposite(mandarin: Grammar, heard: str) -> None:
    assert understand(Heard(heard), mandarin).outcome in ("unsure", "nothing")


def test_unknown_words_in_between_take_the_certainty_away(mandarin: Grammar) -> None:
    assert understand(Heard("[unk] 头疼 [unk]"), mandarin).outcome == "nothing"
    assert understand(Heard("<UNK> 养老 金 没 到"), mandarin).key == "money"


def test_short_words_are_only_believed_when_exact() -> None:
    grammar = build((Phrase("digit:4", "四"), Phrase("digit:1", "一"), Phrase("choice:dog", "狗")), "zh")
    assert understand(Heard("四"), grammar).outcome == "digit"
    assert understand(Heard("是"), grammar).outcome == "unsure"  # sounds the same in half of the country
    assert understand(Heard("狼"), grammar).outcome == "nothing"


def test_two_meanings_equally_near_are_asked_back_deduplicated_best_first() -> None:
    grammar = build(
        (Phrase("choice:red", "the red one"), Phrase("choice:bed", "the bed one"), Phrase("choice:red", "a red one")),
        "en",
    )
    found = understand(Heard("the ned one"), grammar)
    assert found.outcome == "unsure"
    assert found.key is None
    assert [each.meaning for each in found.candidates[:2]] == ["choice:bed", "choice:red"]
    assert len({each.meaning for each in found.candidates}) == len(found.candidates)


def test_the_choice_of_the_screen_goes_before_the_command() -> None:
    grammar = build((Phrase("command:help", "help [me]"), Phrase("choice:help", "help")), "en")
    assert meaning(understand(Heard("help"), grammar)) == "choice:help"
    assert meaning(understand(Heard("help me"), grammar)) == "command:help"


def test_an_engine_in_doubt_is_asked_back_or_refused_unless_dictation_agrees() -> None:
    grammar = build((Phrase("choice:ill", "i am ill"), Phrase("command:stop", "stop")), "en")
    assert understand(Heard("i am ill", confidence=0.9), grammar).outcome == "choice"
    assert understand(Heard("i am ill", confidence=0.65), grammar).outcome == "unsure"
    assert understand(Heard("i am ill", confidence=0.4), grammar).outcome == "nothing"
    assert understand(Heard("i am ill", dictation="i am ill", confidence=0.4), grammar).outcome == "choice"
    assert understand(Heard("i am ill", dictation="the mill", confidence=0.4), grammar).outcome == "nothing"


def test_an_engine_that_must_answer_is_weighed_against_what_it_hears_freely() -> None:
    grammar = build((Phrase("choice:ill", "몸이 아파요"), Phrase("choice:money", "돈이 없어요")), "ko")
    assert understand(Heard("몸이 아파 요", dictation="몸이 아퍼 요", forced=True), grammar).key == "ill"
    assert (
        understand(Heard("몸이 아파 요", dictation="오늘 날씨 가 좋네요", forced=True), grammar).outcome == "nothing"
    )
    assert understand(Heard("몸이 아파 요", dictation="", forced=True), grammar).outcome == "nothing"
    assert understand(Heard("몸이 아파 요", forced=True), grammar).key == "ill"
    assert understand(Heard("몸이 없어 요", forced=True), grammar).outcome == "nothing"


def test_alternatives_count_a_little_less() -> None:
    grammar = build((Phrase("choice:ill", "i am ill"), Phrase("choice:money", "no money")), "en")
    found = understand(Heard("gibberish", alternatives=("no money",)), grammar)
    assert (found.key, found.score) == ("money", 97.0)


@pytest.mark.parametrize("text", ["", "   ", "[unk]", "...", "嗯"])
def test_nothing_said_is_nothing(mandarin: Grammar, text: str) -> None:
    found = understand(Heard(text), mandarin)
    assert (found.outcome, found.key, found.candidates) == ("nothing", None, ())


@pytest.mark.parametrize(
    ("said", "number"),
    [("四 一 七 二", "4172"), ("四幺七二", "4172"), ("零零七九", "0079"), ("要是七二", None), ("四一七", None)],
)
def test_numbers_on_a_keypad(said: str, number: str | None) -> None:
    ways = ("零", "(一|幺)", *"二三四五六七八九")
    grammar = build(tuple(Phrase(f"digit:{place}", way) for place, way in enumerate(ways)), "zh", 4)
    found = understand(Heard(said), grammar)
    assert (found.key if found.outcome == "number" else None) == number
    if said == "要是七二":  # sounds like 幺四七二: read back, not believed
        assert found.candidates[0].meaning == "number:1472"


def test_korean_letters_forgive_what_syllables_do_not() -> None:
    assert alike("도아주세요", "도와주세요", "ko") >= 75
    assert alike("감사합니다", "도와주세요", "ko") < 60


def test_understanding_travels_as_json(mandarin: Grammar) -> None:
    found = understand(Heard("森体不输服"), mandarin)
    assert Understanding.from_data(found.as_data()) == found
