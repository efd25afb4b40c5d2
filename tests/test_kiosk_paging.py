"""What is told is cut into pages: nothing is lost, whole sentences first, one breath stays together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paging import LINE, LINES, lines, pages, rows, sentences, width

WRITTEN = st.text(alphabet="修屋顶。，！ab c.,?\n지붕을", max_size=300)


def bare(text: str) -> str:
    return "".join(text.split())


@given(WRITTEN)
def test_no_letter_is_lost_and_no_part_is_longer_than_half_a_page(text: str) -> None:
    found = sentences(text)
    assert bare("".join(found)) == bare(text)
    assert all(0 < width(each) <= LINE * LINES // 2 for each in found)


@given(st.lists(st.lists(st.tuples(st.just("speak"), WRITTEN.filter(str.strip)), min_size=1, max_size=3), max_size=6))
def test_every_page_fits_and_their_order_is_kept(told: list[list[tuple[str, str]]]) -> None:
    cut = [[("speak", part) for _, text in group for part in sentences(text)] for group in told]
    found = pages(cut)
    assert [each for page in found for each in page] == [each for group in cut for each in group]
    assert all(sum(lines(text) for _, text in page) <= LINES for page in found)
    assert len(found) >= 1


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("屋顶修好了。您看看！还漏吗？", ("屋顶修好了。", "您看看！", "还漏吗？")),
        ("Mr Liu comes at 3.30 today. He mends it.", ("Mr Liu comes at 3.30 today.", "He mends it.")),
        ("지붕을 봤어요. 내일 갈게요!", ("지붕을 봤어요.", "내일 갈게요!")),
        ("他说：“明天来。”然后走了。", ("他说：“明天来。”然后走了。",)),
        ("so " * 80 + "and, then", ("so " * 46).strip()),
    ],
)
def test_sentences_end_where_a_speaker_stops(written: str, parts: tuple[str, ...] | str) -> None:
    found = sentences(written)
    assert found == parts if isinstance(parts, tuple) else found[0] == parts


@given(WRITTEN)
def test_rows_lose_nothing_either(text: str) -> None:
    assert bare("".join(rows(text))) == bare(text)
    assert len(rows(text)) <= len(sentences(text))


def test_short_sentences_share_a_row() -> None:
    assert rows("I have seen the roof. He mends it. You need not pay.") == (
        "I have seen the roof. He mends it. You need not pay.",
    )
    assert rows("屋顶我看了。明天来修。") == ("屋顶我看了。明天来修。",)
    assert rows("지붕을 봤어요. 내일 갈게요.") == ("지붕을 봤어요. 내일 갈게요.",)
    assert len(rows("Seven or eight tiles are broken. " * 4)) == 2


def test_who_speaks_stays_with_the_first_words() -> None:
    filling = [[("speak", "a" * LINE)] for _ in range(LINES - 1)]
    lead = [("person", "Li Na says to you:"), ("speak", "I come tomorrow.")]
    first, second = pages([*filling, lead])
    assert len(first) == LINES - 1
    assert list(second) == lead
