"""Words of danger: the written rules against their two sets, their own little language, and their checker; pure."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from benchmarks.crisis import ALARMS, RECALL, SETS, SHIPPED, read, share
from content.check import check
from content.danger import NO_KIND, dangers, is_quiet
from content.errors import BadTemplate
from content.pack import HERE, load, shipped_languages
from content.template import sentences
from content.wording import compiled, manner_of, sounds_alike


def kinds(text: str, category: str | None = None) -> set[str]:
    return {each.kind for each in dangers(text, category)}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", shipped_languages())
def test_danger_is_found_and_everyday_talk_is_not_taken_for_it(name: str, language: str) -> None:
    told = [each for each in read(SETS / f"{name}.tsv") if each.language == language]

    assert len(told) > 100
    assert share(told, "crisis") >= RECALL, [each.text for each in told if not each.right and each.label == "crisis"]
    assert share(told, "ok") <= ALARMS, [each.text for each in told if not each.right and each.label == "ok"]


@pytest.mark.parametrize("language", shipped_languages())
def test_the_kind_that_is_found_is_nearly_always_the_one_that_was_meant(language: str) -> None:
    told = [each for each in read(SETS / "held_back.tsv") if each.language == language and each.kind]
    wrong = [each for each in told if each.kind not in each.found]

    assert len(wrong) <= len(told) * 0.1, [(each.text, each.kind, each.found) for each in wrong]


@pytest.mark.parametrize(
    ("danger", "harmless"),
    [
        ("他又打我", "他没有打我"),
        ("我老公打我", "我老公打我电话"),
        ("我要死了", "我饿得要死了"),
        ("娃不见了", "钱包不见了"),
        ("家里着火了", "电视里着火了"),
        ("闻到煤气味", "换煤气罐"),
        ("he hit me", "he never hit me"),
        ("there is a fire", "the fire in the stove went out"),
        ("my child is missing", "my dog is missing"),
        ("he is dying", "my phone died"),
        ("I am dying", "I am dying of hunger for dumplings"),
        ("남편이 때려요", "남편은 때린 적 없어요"),
        ("집에 불이 났어요", "난로 불이 꺼졌어요"),
        ("아이가 없어졌어요", "지갑이 없어졌어요"),
        ("죽고 싶어요", "보고 싶어 죽겠어요"),
    ],
)
def test_one_word_more_makes_the_difference(danger: str, harmless: str) -> None:
    assert dangers(danger)
    assert not dangers(harmless)


@pytest.mark.parametrize(
    "said",
    [
        "饿死了，还有，我不想活了",
        "他没打我，可是他打我妈",
        "my phone died and my house is on fire",
        "배고파 죽겠어요 그리고 남편이 때려요",
    ],
)
def test_something_harmless_hides_nothing_that_stands_beside_it(said: str) -> None:
    assert dangers(said)


@pytest.mark.parametrize("heard", ["我不想火了", "活着没一四", "他又打窝", "老头子躺地上叫不行"])
def test_chinese_is_found_as_it_sounds_however_it_was_written_down(heard: str) -> None:
    assert dangers(heard)


def test_a_short_rule_is_not_found_by_sound() -> None:
    assert not dangers("好像是的")  # xiang shi: to die of longing sounds nearly like it
    assert not dangers("腿脚不行了")  # jiao bu xing: he cannot be woken


def test_every_kind_is_named_and_the_first_decides() -> None:
    both = dangers("他放火，房子着火了，他还打我")

    assert both[0].kind == "fire"
    assert {"fire", "violence"} <= {each.kind for each in both}
    assert "放火" in both[0].words


def test_a_picture_is_as_good_as_words() -> None:
    assert [each.kind for each in dangers("", slots={"danger": "lost"})] == ["lost"]
    assert [each.kind for each in dangers("房子着火了", slots={"danger": NO_KIND})] == ["fire"]
    assert dangers("", slots={"danger": "weather"}) == ()


def test_what_it_is_about_makes_a_word_heavier() -> None:
    assert kinds("我动不了", "ill") == {"collapse"}
    assert kinds("我动不了", "papers") == set()


def test_a_note_in_another_language_is_understood_too() -> None:
    assert kinds("孩子走丢了, she says the house is on fire") == {"lost", "fire"}


def test_what_must_not_be_told_aloud() -> None:
    assert is_quiet(["fire", "violence"])
    assert not is_quiet(["fire", "lost"])
    assert not is_quiet([])


def test_nothing_said_is_no_danger() -> None:
    assert dangers("") == () == dangers("   ") == dangers("?!") == dangers("12345")


@pytest.mark.parametrize("language", shipped_languages())
def test_even_a_long_text_is_looked_through_at_once(language: str) -> None:
    long = {"zh": "我想去镇上买化肥", "en": "i want to go to town ", "ko": "읍내에 가고 싶어요 "}[language] * 300

    assert dangers(long) == ()


@pytest.mark.parametrize(
    ("rule", "said", "found"),
    [
        ("(he|she) .. hit me", "he often really hit me", True),
        ("(he|she) .. hit me", "he one two three four hit me", False),
        ("(he|she) ... hit me", "he one two three four hit me", True),
        ("on [the] fire", "on fire", True),
        ("fire", "fired", False),
        ("^fire$", "a fire", False),
        ("wont wake", "won't wake", True),
        ("{kid} is gone", "my girl is gone", True),
    ],
)
def test_the_little_language_of_the_rules(rule: str, said: str, found: bool) -> None:
    manner = manner_of("en")
    pattern = compiled(rule, manner, {"kid": "girl|boy"})

    assert bool(pattern.search(manner.joined(manner.plain(said)))) is found


@pytest.mark.parametrize("rule", ["(he hit me", "[only this]", "a.b", "{nobody} hits"])
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(BadTemplate):
        compiled(rule, manner_of("en"), {})


def test_a_sound_needs_four_signs_or_a_mark() -> None:
    assert sounds_alike("不想活了", {})
    assert not sounds_alike("叫不醒", {})
    assert sounds_alike("~叫不醒", {})
    assert not sounds_alike("(活着没意思|想死)", {})
    assert not sounds_alike("他..又打我了", {})


def test_the_checker_tells_what_is_wrong_in_a_rule_and_where(tmp_path: Path) -> None:
    home = tmp_path / "content"
    shutil.copytree(HERE, home, ignore=shutil.ignore_patterns("*.py", "__pycache__", "clips"))
    path = home / "rooms" / "crisis" / "ko" / "danger.yaml"
    told = path.read_text("utf-8").replace(
        "\nlost:\n", '\nloss:\n  - "(아이"\nlost:\n  - "{none}없어"\n  - "(아이"\n'
    )
    path.write_text(told, "utf-8")

    found = [str(each) for each in check(home, today=date(2026, 11, 29))]

    assert len([each for each in found if "danger.yaml" in each]) == 3, found
    assert any("loss is unknown here" in each and "Known are lists" in each for each in found)
    assert any("there is no list {none}" in each for each in found)
    assert any("a bracket is missing" in each for each in found)


SPEAK_OF_IT = ("danger", "help.more:family", "help.more:lonely", "help.more:house", "help:ill", "help:danger")
"""Screens and reasons whose own sentences are about danger."""


@pytest.mark.parametrize("language", shipped_languages())
def test_what_people_say_to_the_machine_all_day_is_no_danger(language: str) -> None:
    pack = load(language)
    ways = {f"{key}:{each.key}": each for key in pack.plan for each in pack.choices(key)}
    ways |= {f"command:{each.key}": each for each in pack.commands()}
    wrong = {
        f"{key}: {said}": [each.kind for each in found]
        for key, choice in ways.items()
        if not key.startswith(SPEAK_OF_IT)
        for template in choice.said_as
        for said in sentences(template)
        if (found := dangers(said))
    }

    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *(
            ("有人病倒了", "collapse"),
            ("有人受伤了", "collapse"),
            ("有人伤害我", "violence"),
            ("有人欺负我", "violence"),
        ),
        *(("somebody is hurt", "collapse"), ("I am not safe", "violence"), ("somebody is missing", "lost")),
        *(("사람이 다쳤어요", "collapse"), ("안전하지 않아요", "violence"), ("사람이 없어졌어요", "lost")),
    ],
)
def test_what_stands_under_the_pictures_of_danger_is_danger_wherever_it_is_said(said: str, kind: str) -> None:
    assert kind in kinds(said)
