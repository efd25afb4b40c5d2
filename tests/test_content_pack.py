"""A language as an object: its screens, what is laid over it, the recordings that speak for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content import Choice, Pack, Screen, load
from content.errors import BadContent, MissingText, UnknownLanguage, UnknownScreen
from tests.tiny_content import TinyContent


@pytest.fixture
def tiny(tmp_path: Path) -> TinyContent:
    return TinyContent(tmp_path / "content")


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A village's own folder, to be laid over English."""
    folder = tmp_path / "village"
    (folder / "en").mkdir(parents=True)
    return folder


def english(tiny: TinyContent, *overlays: Path) -> Pack:
    return load("en", overlays, tiny.home)


def test_a_screen_is_drawn_spoken_and_listened_for_from_the_same_words(tiny: TinyContent) -> None:
    screen = english(tiny).screen("help")
    assert [(number, each.key, each.label) for number, each in screen.numbered()] == [
        (1, "ill", "Where to"),
        (2, "house", "Where to"),
        (3, "listen", "Where to"),
    ]
    assert [(line.text, line.choice) for line in screen.lines()] == [
        ("This is short.", None),
        ("This is short.", "ill"),
        ("This is short.", "house"),
        ("This is short.", "listen"),
    ]
    listened = {(each.meaning, each.template) for each in screen.phrases()}
    assert {("choice:ill", "i am ill"), ("digit:3", "three"), ("command:louder", "speak up")} <= listened
    assert ("digit:4", "four") not in listened


def test_a_choice_left_out_takes_its_digit_with_it(tiny: TinyContent) -> None:
    screen = english(tiny).screen("help", without=("ill",))
    assert [(number, each.key) for number, each in screen.numbered()] == [(1, "house"), (2, "listen")]
    assert {each.meaning for each in screen.phrases()}.isdisjoint({"choice:ill", "digit:3"})


def test_choices_of_a_sibling_screen_are_understood_but_not_read_out(tiny: TinyContent) -> None:
    screen = english(tiny).screen("listen")
    assert screen.choice("topic.topic_0") is not None
    assert "choice:topic.topic_0" in {each.meaning for each in screen.phrases()}
    assert "topic.topic_0" not in {line.choice for line in screen.lines()}


def test_only_on_a_numbered_screen_a_digit_can_be_a_place(tiny: TinyContent) -> None:
    tiny.change("en/commands.yaml", "places", to={1: ["the first picture"]})
    tiny.change("screens.yaml", "did_you_mean", "kind", to="number")
    tiny.change("screens.yaml", "did_you_mean", "length", to=4)
    pack = english(tiny)
    assert ("digit:1", "the first picture") in {(e.meaning, e.template) for e in pack.screen("help").phrases()}
    keypad = pack.screen("did_you_mean")
    assert keypad.digits == tuple((n, (word,)) for n, word in enumerate(pack_digits()))


def pack_digits() -> list[str]:
    return ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def test_other_choices_on_the_same_screen_get_its_digits(tiny: TinyContent) -> None:
    pack = english(tiny)
    screen = pack.with_choices(pack.screen("listen"), pack.choices("help"))
    assert [key for key, _ in screen.digits] == [1, 2, 3]


def test_nobody_is_offered_seven_choices() -> None:
    choices = tuple(Choice(str(number), picture="ill", label=str(number)) for number in range(7))
    with pytest.raises(ValueError, match="offers 7 choices"):
        Screen("crowded", "en", ("Too much.",), choices)


def test_phrases_are_sentences_with_the_values_put_in(tiny: TinyContent) -> None:
    pack = english(tiny)
    assert pack.sentences("miss.once") == ("This is short.", "This is short.")
    assert pack.text("receipt.by", when="tomorrow") == "tomorrow This is short."


def test_a_topic_holds_to_the_end_of_its_last_day(tiny: TinyContent) -> None:
    topic = english(tiny).topics()[0]
    assert topic.holds_on(date(2027, 5, 31))
    assert not topic.holds_on(date(2027, 6, 1))


def test_what_is_not_there_is_named(tiny: TinyContent) -> None:
    with pytest.raises(UnknownLanguage, match=r"'fr'.*en, ko, zh"):
        load("fr", (), tiny.home)
    with pytest.raises(UnknownScreen, match=r"'hepl'.*content/screens\.yaml"):
        english(tiny).screen("hepl")
    with pytest.raises(MissingText, match=r"content/en: no text for 'receipt\.at'"):
        english(tiny).text("receipt.at")
    tiny.change("zh/screens.yaml", "help", "choices", "ill")
    with pytest.raises(MissingText, match=r"content/zh: no text for 'help\.choices\.ill'"):
        load("zh", (), tiny.home).screen("help")


def test_every_broken_file_is_named_at_once(tiny: TinyContent, village: Path) -> None:
    (village / "en" / "phrases.yaml").write_text("receipt.by: Soon: perhaps\n", "utf-8")
    (village / "en" / "topics.yaml").write_text("- a list\n", "utf-8")
    with pytest.raises(BadContent) as caught:
        english(tiny, village)
    assert len(caught.value.mistakes) == 2
    assert f"{village / 'en' / 'phrases.yaml'}:1:" in str(caught.value)
    assert f"{village / 'en' / 'topics.yaml'}:1:" in str(caught.value)


# ---- laid over


def test_a_village_changes_one_word_and_keeps_the_rest(tiny: TinyContent, village: Path) -> None:
    (village / "en" / "screens.yaml").write_text("help:\n  choices:\n    ill: {label: Poorly}\n", "utf-8")
    shipped, local = english(tiny).choices("help")[0], english(tiny, village).choices("help")[0]
    assert (shipped.label, local.label) == ("Where to", "Poorly")
    assert (shipped.said_as, shipped.spoken) == (local.said_as, local.spoken)


def test_a_list_is_replaced_whole(tiny: TinyContent, village: Path) -> None:
    (village / "en" / "phrases.yaml").write_text("miss.once: [Beg pardon?]\n", "utf-8")
    assert english(tiny, village).sentences("miss.once") == ("Beg pardon?",)


def test_the_village_is_stronger_than_the_county(tiny: TinyContent, village: Path, tmp_path: Path) -> None:
    county = tmp_path / "county"
    (county / "en").mkdir(parents=True)
    (county / "en" / "phrases.yaml").write_text("miss.once: County\nreceipt.by: County {when}\n", "utf-8")
    (village / "en" / "phrases.yaml").write_text("miss.once: Village\n", "utf-8")
    pack = english(tiny, county, village)
    assert (pack.text("miss.once"), pack.text("receipt.by", when="now")) == ("Village", "County now")


def test_a_village_adds_a_topic_of_its_own(tiny: TinyContent, village: Path) -> None:
    (village / "en" / "topics.yaml").write_text(
        "market:\n  category: rights\n  title: Market day\n  said: [market day]\n  pages: [[It is on Friday.]]\n"
        "  source: the village\n  dated: 2026-11-01\n",
        "utf-8",
    )
    topic = english(tiny, village).topics()[-1]
    assert (topic.key, topic.pages, topic.expires) == ("market", (("It is on Friday.",),), None)
    assert english(tiny, village).topic_choice(topic).goes_to == "topic.market.1"


def test_an_overlay_without_this_language_changes_nothing(tiny: TinyContent, village: Path) -> None:
    assert load("ko", (village,), tiny.home).words == load("ko", (), tiny.home).words


# ---- recordings


@pytest.mark.parametrize(
    ("file", "keys", "clip"),
    [
        ("screens", ("help", "prompt", 0), "help.prompt.0"),
        ("screens", ("help", "choices", "ill", "spoken"), "help.ill"),
        ("commands", ("commands", "again", "label"), "commands.again"),
        ("phrases", ("miss.once", 1), "phrases.miss.once.1"),
        ("phrases", ("reason.ill",), "phrases.reason.ill.0"),
        ("topics", ("topic_2", "title"), "topics.topic_2"),
        ("topics", ("topic_2", "pages", 1, 0), "topics.topic_2.1.0"),
        ("pack", ("greeting",), "greeting"),
    ],
)
def test_a_recording_speaks_its_text(tiny: TinyContent, file: str, keys: tuple[str | int, ...], clip: str) -> None:
    tiny.change(f"en/{file}.yaml", *keys, to="Spoken by a neighbour.")
    path = tiny.home / "en" / "clips" / f"{clip}.wav"
    assert english(tiny).clip_for("Spoken by a neighbour.") is None
    path.parent.mkdir()
    path.write_bytes(b"RIFF")
    assert english(tiny).clip_for("Spoken by a neighbour.") == path
    assert english(tiny).clip_for("This is short.") is None


def test_the_villages_recording_goes_before_the_shipped_one(tiny: TinyContent, village: Path) -> None:
    tiny.change("en/screens.yaml", "help", "prompt", 0, to="How can I help?")
    shipped, local = (folder / "en" / "clips" / "help.prompt.0.wav" for folder in (tiny.home, village))
    for path in (shipped, local):
        path.parent.mkdir()
        path.write_bytes(b"RIFF")
    assert english(tiny, village).clip_for("How can I help?") == local
    local.unlink()
    assert english(tiny, village).clip_for("How can I help?") == shipped


def test_a_text_that_the_village_changed_is_not_spoken_by_the_old_recording(tiny: TinyContent, village: Path) -> None:
    tiny.change("en/phrases.yaml", "reason.ill", to="ill as shipped")
    path = tiny.home / "en" / "clips" / "phrases.reason.ill.0.wav"
    path.parent.mkdir()
    path.write_bytes(b"RIFF")
    (village / "en" / "phrases.yaml").write_text("reason.ill: aches and pains\n", "utf-8")
    pack = english(tiny, village)
    assert pack.clip_for("aches and pains") is None
    assert english(tiny).clip_for("ill as shipped") == path
