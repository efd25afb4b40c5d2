"""Templates of what people may say: their sentences, and what is no template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import BadTemplate
from content.template import MOST_SENTENCES, sentences


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("i am ill", {"i am ill"}),
        ("[i am|i feel] (ill|sick)", {"i am ill", "i am sick", "i feel ill", "i feel sick", "ill", "sick"}),
        ("(yes|no)|maybe", {"yes", "no", "maybe"}),
        ("i [am [very]] ill", {"i am very ill", "i am ill", "i ill"}),
        ("I CAN’T  see", {"i can't see"}),
        ("[我](头|腿)[很]疼", {"我头疼", "我头很疼", "我腿疼", "我腿很疼", "头疼", "头很疼", "腿疼", "腿很疼"}),
        ("지붕이 (새요|샙니다)", {"지붕이 새요", "지붕이 샙니다"}),
    ],
)
def test_sentences_of_a_template(template: str, expected: set[str]) -> None:
    assert set(sentences(template)) == expected


def test_no_sentence_comes_twice() -> None:
    assert sentences("[a|b|] (c|c)") == ("a c", "b c", "c")


@pytest.mark.parametrize(
    "template", ["", " ", "(a|b", "a)", "[a", "a]", "()", "[a] [b]", "a;b", "{a}", "<a>", "a, b", "a?"]
)
def test_what_is_no_template(template: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        sentences(template)
    assert caught.value.what
    assert caught.value.mend


def test_a_template_that_explodes_is_refused_before_it_does() -> None:
    with pytest.raises(BadTemplate, match=f"{4**40} sentences"):
        sentences("(a|b|c|d) " * 40)
    assert len(sentences("(a|b|c|d) " * 4)) == 256 <= MOST_SENTENCES


@given(st.lists(st.lists(st.sampled_from(["one", "two", "red"]), min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_row_of_groups_stands_for_every_combination(groups: list[list[str]]) -> None:
    found = sentences(" ".join(f"({'|'.join(group)})" for group in groups))
    expected = {""}
    for group in groups:
        expected = {f"{said} {word}".strip() for said in expected for word in group}
    assert set(found) == expected
