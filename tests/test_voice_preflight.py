"""Every phrase against the words of the model that will hear it, as the model's own files tell them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from content.__main__ import main
from content.ears import Deaf
from content.screen import Phrase
from voice.phonetics import likeness
from voice.preflight import gaps, near, preflight
from voice.vocabulary import FST_MAGIC, HAS_INPUT_TABLE, TABLE_MAGIC, words_of

NOWHERE = Path("/nonexistent")
KNOWN = (
    "<eps>",
    "我",
    "要",
    "需要",
    "帮助",
    "帮忙",
    "申请",
    "的",
    "坏",
    "了",
    "水龙头",
    "底",
    "报",
    "疼",
    "头",
    "投",
)


def a_chinese_model(folder: Path, words: tuple[str, ...] = KNOWN) -> Path:
    """The files of a small Vosk model by which its words are known: OpenFst's own format, without the sounds."""

    def text(told: str) -> bytes:
        return struct.pack("<i", len(told.encode())) + told.encode()

    header = struct.pack("<i", FST_MAGIC) + text("ngram") + text("standard") + struct.pack("<ii", 4, HAS_INPUT_TABLE)
    table = struct.pack("<i", TABLE_MAGIC) + text("words.txt") + struct.pack("<qq", len(words), len(words))
    entries = b"".join(text(each) + struct.pack("<q", number) for number, each in enumerate(words))
    (folder / "zh" / "am").mkdir(parents=True)
    (folder / "zh" / "am" / "final.mdl").write_bytes(b"sounds")
    (folder / "zh" / "graph").mkdir()
    (folder / "zh" / "graph" / "Gr.fst").write_bytes(header + bytes(32) + table + entries)
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return a_chinese_model(tmp_path / "models")


def flown(models: Path, *templates: str, language: str = "zh") -> tuple[Deaf, ...]:
    phrases = tuple(Phrase("choice:x", each) for each in templates)
    return preflight(language, phrases, models).deaf


def test_words_are_read_from_the_models_files(models: Path) -> None:
    assert words_of(models / "zh") == frozenset(KNOWN)


def test_phrases_are_cut_into_words_of_the_model(models: Path) -> None:
    found = preflight("zh", (Phrase("choice:x", "[我](要|需要)帮忙"), Phrase("choice:y", "水龙头坏了")), models)
    assert found.engine == "vosk"
    assert (found.phrases, found.sentences, found.words) == (2, 5, 7)
    assert found.deaf == ()
    assert dict(found.cut)["[我](要|需要)帮忙"] == ("我", "需要", "帮忙")


def test_an_unknown_word_is_named_with_what_sounds_alike(models: Path) -> None:
    (found,) = flown(models, "我要[申请]低保")
    assert (found.word, found.near) == ("低保", ("底报",))
    assert found.whole, "no sentence of it is without that word"
    assert likeness("底报", "低保", "zh") == 100.0, "so whoever says the one is understood as the other"


def test_a_phrase_of_which_something_can_be_heard_is_told_apart_from_one_of_nothing(models: Path) -> None:
    part, nothing = flown(models, "我要(帮忙|救济)", "低保")
    assert (part.word, part.whole) == ("救济", False)
    assert (nothing.word, nothing.whole) == ("低保", True)


def test_the_best_that_sounds_alike_goes_first_and_nothing_is_made_up(models: Path) -> None:
    words = words_of(models / "zh")
    assert near("偷", words, "zh")[0] in ("头", "投")
    assert near("飞机", words, "zh") == ()
    assert near("roof", words, "en") == ()


def test_accents_count_as_alike() -> None:
    assert near("牛奶", frozenset({"流来"}), "zh") == ("流来",)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("我要帮忙", ()), ("我要低保", ((2, 4),)), ("低保我要救济", ((0, 2), (4, 6))), ("低", ((0, 1),)), ("", ())],
)
def test_what_no_word_covers(text: str, missing: tuple[tuple[int, int], ...]) -> None:
    assert gaps(text, frozenset(KNOWN)) == missing


def test_other_languages_name_what_stands_between_spaces() -> None:
    phrases = (Phrase("choice:x", "[제발] 看病"), Phrase("choice:y", "도와주세요"))
    assert [(each.word, each.template) for each in preflight("ko", phrases, NOWHERE).deaf] == [
        ("看病", "[제발] 看病")
    ]
    assert flown(NOWHERE, "i have (fever|xqzzt)", language="en") == (Deaf("xqzzt", "i have (fever|xqzzt)"),)


def test_an_ear_that_writes_what_it_hears_knows_every_word() -> None:
    found = preflight("zh", (Phrase("choice:x", "看病"),), NOWHERE)
    assert (found.engine, found.words, found.deaf) == ("whisper", None, ())


def test_the_command_tells_all_languages_in_one_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--models", str(tmp_path), "--words", "en"]) == 0
    told = capsys.readouterr().out
    rows = {line.split()[0]: line.split() for line in told.splitlines() if line[:3] in ("en ", "ko ", "zh ")}
    assert [rows[each][1] for each in ("en", "ko", "zh")] == ["pocketsphinx", "vosk", "whisper"]
    assert all(row[-2:] == ["0", "0"] for row in rows.values())
    assert int(rows["zh"][2]) > 300
    assert "  →  " in told
    assert "no mistakes" in told


def test_the_command_with_a_chinese_model_names_every_word_with_its_line(
    capsys: pytest.CaptureFixture[str], models: Path
) -> None:
    assert main(["--models", str(models)]) == 1
    told = capsys.readouterr().out
    line = next(each for each in told.splitlines() if "'生病'" in each or "'生病受伤'" in each)
    assert "zh/screens.yaml:" in line
    assert "does not know the word '生病" in line
    zh = next(line.split() for line in told.splitlines() if line.startswith("zh  vosk"))
    assert int(zh[-2]) > 1000, "a small model knows little"
    assert 0 < int(zh[-1]) < int(zh[2]), "yet 我要帮忙 it can hear"
