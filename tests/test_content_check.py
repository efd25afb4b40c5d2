"""Each kind of mistake is found, at its file and line, with its mend; and all of them at once."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from content.check import check
from content.ears import Deaf, Flight
from content.mistake import Mistake
from content.screen import Phrase
from tests.tiny_content import TinyContent

TODAY = date(2026, 11, 23)


@pytest.fixture
def tiny(tmp_path: Path) -> TinyContent:
    return TinyContent(tmp_path / "content")


def mistakes(tiny: TinyContent, *overlays: Path) -> list[Mistake]:
    return check(tiny.home, overlays, today=TODAY)


def only(tiny: TinyContent, file: str, text: str, *words: str) -> Mistake:
    """The one mistake there is, in that file at the line of that text, and its message has these words."""
    found = mistakes(tiny)
    assert len(found) == 1, "\n".join(map(str, found))
    assert found[0].path == tiny.home / file
    assert found[0].line == tiny.line(file, text)
    for word in words:
        assert word in found[0].what
    assert found[0].mend
    return found[0]


def test_a_whole_folder_has_no_mistakes(tiny: TinyContent) -> None:
    assert mistakes(tiny) == []


def test_all_mistakes_are_told_at_once(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "title")
    tiny.change("zh/phrases.yaml", "miss.once")
    tiny.change("ko/topics.yaml", "topic_3", "source")
    tiny.change("screens.yaml", "help", "kind", to="dance")
    assert {each.path.relative_to(tiny.home).as_posix() for each in mistakes(tiny)} == {
        "en/screens.yaml",
        "zh/phrases.yaml",
        "ko/topics.yaml",
        "screens.yaml",
    }


# ---- keys


def test_a_missing_screen(tiny: TinyContent) -> None:
    tiny.change("ko/screens.yaml", "did_you_mean")
    only(tiny, "ko/screens.yaml", "help:", "did_you_mean", "no words")


def test_a_missing_choice(tiny: TinyContent) -> None:
    tiny.change("ko/screens.yaml", "help", "choices", "ill")
    only(tiny, "ko/screens.yaml", "choices:", "the choice ill of screen help")


@pytest.mark.parametrize("part", ["label", "spoken"])
def test_a_missing_word_of_a_choice(tiny: TinyContent, part: str) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", part)
    only(tiny, "en/screens.yaml", "    ill:", f"help.choices.ill.{part} is missing")


def test_a_choice_that_nobody_can_say(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=[])
    only(tiny, "en/screens.yaml", "said: []", "help.choices.ill.said", "no way to say it")


def test_a_missing_prompt(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "prompt", to=[])
    only(tiny, "en/screens.yaml", "prompt: []", "the prompt of help")


def test_a_missing_command(tiny: TinyContent) -> None:
    tiny.change("en/commands.yaml", "commands", "louder")
    assert {each.what.split(" ")[0] for each in mistakes(tiny)} == {"commands.louder.label", "commands.louder.said:"}


def test_a_missing_digit(tiny: TinyContent) -> None:
    tiny.change("en/commands.yaml", "digits", 7)
    only(tiny, "en/commands.yaml", "digits:", "digits.7")


def test_a_phrase_that_another_language_has(tiny: TinyContent) -> None:
    tiny.change("zh/phrases.yaml", "miss.once")
    only(tiny, "zh/phrases.yaml", "receipt.by", "miss.once is missing; en has it")


def test_a_phrase_that_the_plan_speaks_of(tiny: TinyContent) -> None:
    for language in ("en", "zh", "ko"):
        tiny.change(f"{language}/phrases.yaml", "reason.ill")
    assert [each.what for each in mistakes(tiny)] == ["reason.ill is missing"] * 3


def test_a_topic_that_another_language_has(tiny: TinyContent) -> None:
    tiny.change("en/topics.yaml", "thirteenth", to={"category": "health"})
    assert "thirteenth is missing; en has it" in [each.what for each in mistakes(tiny)]


def test_an_unknown_key(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "il", to={"label": "Ill"})
    only(tiny, "en/screens.yaml", "    il:", "help.choices.il is unknown")


def test_a_missing_file(tiny: TinyContent) -> None:
    (tiny.home / "ko" / "topics.yaml").unlink()
    found = [each for each in mistakes(tiny) if each.path == tiny.home / "ko" / "topics.yaml"]
    assert [each.what for each in found] == ["this file is missing"]


def test_a_bare_yes_or_no(tiny: TinyContent) -> None:
    tiny.replace("en/screens.yaml", "- i am ill", "- no")
    only(tiny, "en/screens.yaml", "- no", "help.choices.ill.said.0 is no text but False")


def test_a_bare_yes_as_a_phrase(tiny: TinyContent) -> None:
    tiny.replace("en/phrases.yaml", "reason.ill: Where to", "reason.ill: yes")
    only(tiny, "en/phrases.yaml", "reason.ill", "no text but True")


# ---- files that cannot be read


def test_yaml_that_cannot_be_read(tiny: TinyContent) -> None:
    tiny.replace("en/pack.yaml", "name: en", "name: en: glish")
    found = [each for each in mistakes(tiny) if "YAML cannot read this" in each.what]
    assert [(each.path.name, each.line) for each in found] == [("pack.yaml", 1)]


def test_a_date_that_does_not_exist(tiny: TinyContent) -> None:
    tiny.replace("en/topics.yaml", "2027-05-31", "2027-02-30")
    assert any("YAML cannot read this" in each.what for each in mistakes(tiny))


def test_a_file_in_another_encoding(tiny: TinyContent) -> None:
    (tiny.home / "zh" / "pack.yaml").write_bytes("name: 中文".encode("gb18030"))
    assert any("not written in UTF-8" in each.what for each in mistakes(tiny))


def test_a_file_that_is_a_list(tiny: TinyContent) -> None:
    (tiny.home / "zh" / "pack.yaml").write_text("- 中文", "utf-8")
    assert any("no list of `key: text`" in each.what for each in mistakes(tiny))


def test_a_key_that_stands_twice(tiny: TinyContent) -> None:
    tiny.replace("en/phrases.yaml", "reason.house", "reason.ill: Elsewhere\nreason.house")
    first = tiny.line("en/phrases.yaml", "reason.ill")
    only(tiny, "en/phrases.yaml", "Elsewhere", f"reason.ill stands here a second time (first in line {first})")


def test_a_colon_that_turns_a_sentence_into_something_else(tiny: TinyContent) -> None:
    tiny.replace("en/screens.yaml", "- i am ill", "- help: i am ill")
    only(tiny, "en/screens.yaml", "- help: i am ill", "no text but {'help': 'i am ill'}")


# ---- what people may say


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("i am (ill|sick", "bracket"),
        ("i am ill]", "bracket"),
        ("[i am] [ill]", "left out"),
        ("i am ill, very", "','"),
        ("<who> is ill", "'<'"),
        ("{who} is ill", "'{'"),
        ("(i;am) ill", "';'"),
        ("(a|b|c|d) " * 6, "4096 sentences"),
    ],
)
def test_a_template_that_cannot_be_listened_for(tiny: TinyContent, template: str, word: str) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=["i am sick", template])
    assert word in only(tiny, "en/screens.yaml", template.strip(), "cannot be listened for").what


def test_two_choices_with_the_same_words(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "house", "said", to=["(my roof leaks|I am [very] ill)"])
    only(tiny, "en/screens.yaml", "I am [very] ill", "screen help", "'i am ill' (choice house)", "(choice ill")


def test_a_choice_and_a_command_with_the_same_words(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=["too loud"])
    found = only(tiny, "en/commands.yaml", "- too loud", "(command softer)", "(choice ill")
    assert f"screens.yaml line {tiny.line('en/screens.yaml', 'too loud')}" in found.what


def test_a_choice_and_a_digit_with_the_same_words(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=["two"])
    only(tiny, "en/commands.yaml", "- two", "digit 2", "choice ill")


def test_a_choice_may_say_what_its_command_says(tiny: TinyContent) -> None:
    """Help leads to the same place, pressed as a choice or said as a command."""
    tiny.change("screens.yaml", "listen", "choices", "help", to={"picture": "help", "goes_to": "help"})
    for language, said in (("en", "help me"), ("zh", "帮忙"), ("ko", "도와주세요")):
        choice = {"label": said, "spoken": said, "said": [said]}
        tiny.change(f"{language}/screens.yaml", "listen", "choices", "help", to=choice)
        tiny.change(f"{language}/phrases.yaml", "category.help", to=said)
    assert mistakes(tiny) == []
    tiny.change("screens.yaml", "listen", "choices", "help", "goes_to", to="did_you_mean")
    assert all("sounds like" in each.what for each in mistakes(tiny))
    assert len(mistakes(tiny)) == 3


def test_a_topic_that_sounds_like_another_ones_category(tiny: TinyContent) -> None:
    tiny.change("en/topics.yaml", "topic_1", "said", to=["about topic alfa"])
    only(tiny, "en/topics.yaml", "about topic alfa", "screen listen", "choice topic.topic_1", "choice health")


def test_none_of_these_must_not_sound_like_what_it_is_offered_beside(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "did_you_mean", "choices", "none_of_these", "said", to=["my roof leaks"])
    only(tiny, "en/screens.yaml", "my roof leaks", "screen did_you_mean", "choice house", "choice none_of_these")


@pytest.mark.parametrize(
    ("one", "other"),
    [("是", "四"), ("牛", "六"), ("听一下", "停一下"), ("说汉语", "说韩语"), ("飞机", "灰鸡"), ("张三", "脏山")],
)
def test_chinese_that_differs_only_in_tone_or_accent(tiny: TinyContent, one: str, other: str) -> None:
    tiny.change("zh/screens.yaml", "help", "choices", "ill", "said", to=[one])
    tiny.change("zh/screens.yaml", "help", "choices", "house", "said", to=[other])
    found = mistakes(tiny)
    assert any(f"{other!r} (choice house) sounds like {one!r} (choice ill" in each.what for each in found)


def test_korean_that_differs_only_in_spaces(tiny: TinyContent) -> None:
    tiny.change("ko/screens.yaml", "help", "choices", "house", "said", to=["아 파요"])
    only(tiny, "ko/screens.yaml", "아 파요", "choice house", "choice ill")


def test_english_that_is_written_otherwise_but_said_alike(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=["to the whole"])
    tiny.change("en/screens.yaml", "help", "choices", "house", "said", to=["two the hole"])
    assert mistakes(tiny) == []
    said = {"to": {"T UW", "T IH"}, "two": {"T UW"}, "whole": {"HH OW L"}, "hole": {"HH OW L"}}
    pronunciations = {word: frozenset(ways) for word, ways in said.items()}
    found = check(tiny.home, today=TODAY, pronunciations=pronunciations)
    assert ["'two the hole' (choice house) sounds like 'to the whole'" in each.what for each in found] == [True]


def test_a_word_that_the_engine_does_not_know(tiny: TinyContent) -> None:
    def heard(language: str, phrases: Sequence[Phrase]) -> Flight:
        roofs = [each.template for each in phrases if "roof" in each.template and language == "en"]
        return Flight(
            language, "vosk", len(phrases), deaf=tuple(Deaf("roof", each, ("ruff",), True) for each in roofs)
        )

    found = check(tiny.home, today=TODAY, heard=heard)
    assert [(each.path.name, each.line) for each in found] == [
        ("screens.yaml", tiny.line("en/screens.yaml", "my roof leaks"))
    ]
    assert "'roof'" in found[0].what
    assert "nothing of it" in found[0].what
    assert "ruff" in found[0].mend


# ---- ear and eye


@pytest.mark.parametrize(("language", "text"), [("en", "word " * 26), ("zh", "长" * 41), ("ko", "말 " * 26)])
def test_a_sentence_too_long_for_the_ear(tiny: TinyContent, language: str, text: str) -> None:
    tiny.change(f"{language}/screens.yaml", "help", "prompt", to=["Short. " + text.strip() + "."])
    only(tiny, f"{language}/screens.yaml", "- Short.", "too long for the ear")


def test_many_short_sentences_are_not_too_long(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "prompt", to=["This is a short one. " * 9])
    assert mistakes(tiny) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "A b c d e"), ("en", "W" * 23), ("zh", "字" * 7), ("ko", "말" * 11)],
)
def test_a_label_too_long_for_its_button(tiny: TinyContent, language: str, text: str) -> None:
    tiny.change(f"{language}/screens.yaml", "help", "choices", "ill", "label", to=text)
    only(tiny, f"{language}/screens.yaml", text, "too long for a button")


def test_values_that_differ_between_languages(tiny: TinyContent) -> None:
    tiny.change("ko/phrases.yaml", "receipt.by", to="{wann} 짧은 말이에요.")
    only(tiny, "ko/phrases.yaml", "receipt.by", "{wann}", "{when}")


def test_values_of_the_panel_that_differ(tiny: TinyContent) -> None:
    for language, text in (("en", "{n} shown"), ("ko", "{n} 개"), ("zh", "{m} 条")):
        (tiny.home / language / "panel.yaml").write_text(f"queue:\n  count: '{text}'\n", "utf-8")
    only(tiny, "zh/panel.yaml", "count", "queue.count puts in {m}, but the other languages put in {n}")


@pytest.mark.parametrize("text", ["{when comes somebody", "when} comes somebody"])
def test_a_lonely_brace(tiny: TinyContent, text: str) -> None:
    tiny.change("ko/phrases.yaml", "miss.once", to=text)
    only(tiny, "ko/phrases.yaml", "miss.once", "a brace is open or closed alone")


def test_a_value_that_is_no_name(tiny: TinyContent) -> None:
    for language in ("en", "zh", "ko"):
        tiny.change(f"{language}/phrases.yaml", "miss.once", to="{0}")
    assert ["is no name of a value" in each.what for each in mistakes(tiny)] == [True] * 3


def test_clips_need_a_text_and_a_sound(tiny: TinyContent) -> None:
    clips = tiny.home / "en" / "clips"
    clips.mkdir()
    with wave.open(str(clips / "help.prompt.0.wav"), "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * 160)
    assert mistakes(tiny) == []
    (clips / "help.prompt.1.wav").write_bytes((clips / "help.prompt.0.wav").read_bytes())
    (clips / "help.ill.wav").write_bytes(b"RIFF no sound")
    (clips / "help.house.mp3").write_bytes(b"ID3")
    assert [(each.path.name, each.what) for each in mistakes(tiny)] == [
        ("help.house.mp3", "no text is spoken by this clip"),
        ("help.ill.wav", "this is no sound that can be played"),
        ("help.prompt.1.wav", "no text is spoken by this clip"),
    ]


# ---- the plan and the pictures


def test_too_many_choices(tiny: TinyContent) -> None:
    for number in range(4):
        tiny.change("screens.yaml", "help", "choices", f"extra{number}", to={"picture": "ill"})
    found = [each for each in mistakes(tiny) if each.path.name == "screens.yaml" and each.path.parent == tiny.home]
    assert ["screen help has 7 choices" in each.what for each in found] == [True]


@pytest.mark.parametrize(
    ("keys", "value", "word"),
    [
        (("help", "back"), "nowhere", "no such screen"),
        (("help", "choices", "listen", "goes_to"), "lisen", "no such screen"),
        (("listen", "further"), ["help.more"], "no such screen"),
        (("help", "choices", "ill", "picture"), "doctor", "'doctor', which content/pictures.yaml does not have"),
        (("help", "choices", "ill", "accent"), "pink", "accent 'pink'"),
        (("help", "kind"), "dance", "'dance'"),
    ],
)
def test_a_plan_that_leads_nowhere(tiny: TinyContent, keys: tuple[str, ...], value: object, word: str) -> None:
    tiny.change("screens.yaml", *keys, to=value)
    written = value[0] if isinstance(value, list) else value
    only(tiny, "screens.yaml", f" {written}", word)


def test_a_choice_without_a_picture(tiny: TinyContent) -> None:
    tiny.change("screens.yaml", "help", "choices", "ill", "picture")
    only(tiny, "screens.yaml", "    ill:", "has no picture")


def test_a_picture_that_openmoji_does_not_have(tiny: TinyContent) -> None:
    tiny.change("pictures.yaml", "pictures", "ill", to="1F9999")
    only(tiny, "pictures.yaml", "1F9999", "OpenMoji has no picture '1F9999'")


def test_a_picture_with_a_bare_yes_for_a_name(tiny: TinyContent) -> None:
    tiny.replace("pictures.yaml", "  dog:", "  yes:")
    only(tiny, "pictures.yaml", "yes", "reads it as yes or no")


def test_a_token_that_cannot_be_found_again(tiny: TinyContent) -> None:
    tiny.change("pictures.yaml", "tokens", "animals", to=["dog"])
    found = [each for each in mistakes(tiny) if each.path.name == "pictures.yaml"]
    assert ["cannot be found again" in each.what or "not found again" in each.what for each in found] == [True]


# ---- topics


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("title", None, "has no title"),
        ("source", None, "has no source"),
        ("dated", None, "has no date"),
        ("said", [], "cannot be asked for by voice"),
        ("category", "magic", "'magic'"),
        ("picture", "magic", "'magic'"),
        ("pages", ["not a page"], "no list of sentences"),
        ("expires", "soon", "expires on no day"),
        ("sorce", "typing", "unknown line 'sorce'"),
    ],
)
def test_an_incomplete_topic(tiny: TinyContent, field: str, value: object, word: str) -> None:
    tiny.change("zh/topics.yaml", "topic_4", field, to=value)
    found = [each for each in mistakes(tiny) if word in each.what]
    assert [each.path for each in found] == [tiny.home / "zh" / "topics.yaml"]
    assert found[0].line >= tiny.line("zh/topics.yaml", "topic_4")


def test_an_expired_topic(tiny: TinyContent) -> None:
    for language in ("en", "zh", "ko"):
        tiny.change(f"{language}/topics.yaml", "topic_4", "expires", to=date(2026, 11, 22))
    told = [each.what for each in mistakes(tiny)]
    assert told.count("the topic topic_4 expired on 2026-11-22") == 3
    assert told.count("only 11 topics may still be told; 12 are the fewest") == 3


def test_a_topic_from_the_future(tiny: TinyContent) -> None:
    for language in ("en", "zh", "ko"):
        tiny.change(f"{language}/topics.yaml", "topic_4", "dated", to=date(2026, 11, 24))
    assert {each.what for each in mistakes(tiny)} == {"the topic topic_4 was written in the future"}


def test_more_topics_of_a_subject_than_a_screen_shows(tiny: TinyContent) -> None:
    for language in ("en", "zh", "ko"):
        tiny.change(f"{language}/topics.yaml", "topic_4", "category", to="health")
    assert {each.what for each in mistakes(tiny)} == {"health has 7 topics; a screen shows 6"}


def test_a_date_that_differs_between_languages(tiny: TinyContent) -> None:
    tiny.change("ko/topics.yaml", "topic_4", "dated", to=date(2026, 5, 30))
    found = mistakes(tiny)
    assert any("topic_4 has the dated" in each.what for each in found)


# ---- overlays


def test_an_overlay_is_checked_as_it_is_laid_over(tiny: TinyContent, tmp_path: Path) -> None:
    above = tmp_path / "village" / "en"
    above.mkdir(parents=True)
    (above / "screens.yaml").write_text("help:\n  choices:\n    ill:\n      said: [too loud]\n", "utf-8")
    found = mistakes(tiny, tmp_path / "village")
    assert [each.path for each in found] == [tiny.home / "en" / "commands.yaml"]
    assert "screens.yaml line 4" in found[0].what


def test_an_overlay_may_not_invent_screens(tiny: TinyContent, tmp_path: Path) -> None:
    above = tmp_path / "village" / "en"
    above.mkdir(parents=True)
    (above / "screens.yaml").write_text("hepl:\n  title: Help\n", "utf-8")
    assert [(each.path, each.line) for each in mistakes(tiny, tmp_path / "village")] == [(above / "screens.yaml", 1)]
