"""Templates become automata that read exactly their sentences."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.screen import Choice, Phrase, Screen
from voice import digits
from voice.errors import TemplateBroken, TemplateExplodes
from voice.grammar import build, of_screen, parsed, plain

WORDS = st.sampled_from(["ill", "sick", "money", "my", "phone", "is", "broken", "please"])


def _sequence(parts: list[str]) -> str:
    return " ".join(parts)


TEMPLATES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(_sequence),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        inner.map(lambda part: f"[{part}]"),
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: f"({';'.join(parts)})"),
    ),
    max_leaves=8,
)


def sampled(template: str, chance: random.Random) -> str:
    """One sentence by walking the text of the template itself, not our automaton: an independent reading."""
    text, at = template, 0

    def group(closing: str) -> str:
        nonlocal at
        branches, kind, here = [], "|", ""
        while at < len(text) and text[at] != closing:
            character = text[at]
            at += 1
            if character in "|;":
                kind = character
                branches.append(here)
                here = ""
            elif character == "(":
                here += group(")")
            elif character == "[":
                said = group("]")
                here += said if chance.random() < 0.5 else ""
            else:
                here += character
        at += 1
        branches.append(here)
        if kind == ";":
            chance.shuffle(branches)
            return f" {' '.join(branches)} "
        return chance.choice(branches)

    return " ".join(group("\0").split())


@given(TEMPLATES, st.integers(0, 2**32))
def test_every_sampled_sentence_is_read_and_nothing_else(template: str, seed: int) -> None:
    grammar = build((Phrase("choice:it", f"start {template}"),), "en")
    sentence = sampled(f"start {template}", random.Random(seed))  # noqa: S311
    assert grammar.meanings(sentence) == {"choice:it"}
    assert not grammar.meanings(f"{sentence} nonsense")
    assert not grammar.meanings(sentence.removeprefix("start"))


@given(TEMPLATES)
def test_the_list_of_sentences_is_the_automaton(template: str) -> None:
    automaton = parsed(template, by_word=True)
    listed = [said for said, _ in automaton.sentences()]
    assert len(listed) == len(set(listed)) == automaton.count()
    assert all(automaton.meanings(said) for said in listed)


@given(TEMPLATES)
def test_transitions_read_the_same_sentences_with_a_single_end_and_no_empty_move(template: str) -> None:
    automaton = parsed(f"start {template}", by_word=True)
    arcs, final = automaton.transitions()
    assert all(word for _, _, word in arcs)
    assert all(start != final for start, _, _ in arcs)
    read, left = set(), [(0, ())]
    while left:
        state, said = left.pop()
        if state == final:
            read.add(said)
        left += [(target, (*said, word)) for start, target, word in arcs if start == state]
    assert read == {said for said, _ in automaton.sentences()}


def test_glued_endings_are_words_of_their_own() -> None:
    grammar = build((Phrase("choice:phone", "[my] phone[s] (is|are) broken"),), "en")
    assert grammar.automaton.tokens() == {"my", "phone", "phones", "is", "are", "broken"}


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_spaces_mean_nothing_where_nobody_hears_them(language: str) -> None:
    grammar = build((Phrase("choice:it", "집 [수리] 문제"),), language)
    for said in ("집 수리 문제", "집수리 문제", "집수리문제", "집문제"):
        assert grammar.meanings(said) == {"choice:it"}
    assert not grammar.meanings("집 수리")


def test_case_punctuation_and_apostrophes_do_not_matter() -> None:
    grammar = build((Phrase("choice:ill", "I don’t feel well, (today|now)!"),), "en")
    assert grammar.meanings("i don't feel well today") == {"choice:ill"}
    assert plain("  I’m ILL. ", "en") == "i'm ill"


def test_one_sentence_may_mean_two_things() -> None:
    grammar = build((Phrase("choice:help", "help"), Phrase("command:help", "help [me]")), "en")
    assert grammar.meanings("help") == {"choice:help", "command:help"}
    assert grammar.meanings("help me") == {"command:help"}


@pytest.mark.parametrize("template", ["(ill", "ill]", "[ill", "<rule> ill", "{list} ill", "(a;b;c;d;e;f;g)", ""])
def test_a_broken_template_is_named(template: str) -> None:
    with pytest.raises(TemplateBroken) as told:
        build((Phrase("choice:ill", template),), "en")
    assert repr(template) in str(told.value)


def test_a_template_that_explodes_is_compiled_but_not_listed() -> None:
    words = "(a|b|c|d|e|f|g|h) "
    grammar = build((Phrase("choice:it", words * 8),), "en")
    assert grammar.automaton.count() == 8**8
    assert grammar.meanings("a b c d e f g h") == {"choice:it"}
    assert not grammar.listable
    with pytest.raises(TemplateExplodes, match="16777216"):
        _ = grammar.sentences


def test_leaving_out_a_word_leaves_out_its_sentences_only() -> None:
    automaton = parsed("[very] (ill|sick)", by_word=True).without(lambda word: word != "very")
    assert [said for said, _ in automaton.sentences()] == [("ill",), ("sick",)]
    assert not parsed("very ill", by_word=True).without(lambda word: word != "ill").arcs


def keypad(language: str, ways: dict[int, tuple[str, ...]]) -> Screen:
    back = Choice("back", picture="back", label="back", said_as=("go back",))
    return Screen("mine.number", language, (), kind="number", length=4, commands=(back,), digits=tuple(ways.items()))


ENGLISH_DIGITS = dict(enumerate(("zero|oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")))


def test_a_keypad_reads_whole_numbers_and_single_digits() -> None:
    screen = keypad("en", {number: (f"[number] ({said})",) for number, said in ENGLISH_DIGITS.items()})
    grammar = of_screen(screen)
    assert grammar.meanings("four one oh two") == {"number"}
    assert grammar.meanings("number four") == {"digit:4"}
    assert grammar.meanings("go back") == {"command:back"}
    assert not grammar.meanings("four one")
    assert not grammar.meanings("four one oh two three")
    assert grammar.extendable("four")
    assert not grammar.extendable("four one oh two")
    assert digits.spelled("four one oh two", grammar) == "4102"


@given(st.text("0123456789", min_size=4, max_size=4))
def test_every_chinese_number_comes_back_as_its_digits(number: str) -> None:
    said = {str(place): way for place, way in enumerate("零一二三四五六七八九")}
    grammar = of_screen(
        keypad("zh", {place: (way,) for place, way in enumerate(("零", "(一|幺)", *"二三四五六七八九"))})
    )
    spoken = "".join(said[digit] for digit in number)
    assert grammar.meanings(spoken) == {"number"}
    assert digits.spelled(spoken.replace("一", "幺"), grammar) == number
