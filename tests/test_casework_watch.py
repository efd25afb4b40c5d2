"""Finding people: by how the name sounds, by hints that two files are one, by rules that anybody can read."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from PIL import Image

from casework.access import EVERYTHING, NotAllowed
from casework.check import check
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import LIKENESS
from casework.errors import UnknownWord
from casework.frames import PICTURE, Sealer
from casework.persons.errors import BadNumber
from casework.persons.finding import Sought
from casework.persons.people import Person
from casework.persons.pinyin import sounds
from casework.persons.rules import RULES, Life, Setting, candidates, day_of
from casework.persons.similar import Known, hints
from casework.pictures.errors import NoPicture, PictureDamaged, PictureMissing
from casework.record import Record
from casework.workers import Worker

TODAY = date(2026, 11, 23)


@pytest.fixture
def village(record: Record, li_na: Worker) -> Record:
    for name, told in (
        ("陈桂英", {"born": 1945, "phone": "0575-8123 4567", "colour": "red", "animal": "dog"}),
        ("陈小雨", {"born": 2015, "colour": "red", "animal": "rabbit"}),
        ("单桂英", {"born": 1950}),
        ("吕布", {}),
        ("100%", {}),
    ):
        record.people.add(name, li_na.id, **told)
    return record


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("桂英", ["单桂英", "陈桂英"]),
        ("chenguiying", ["陈桂英"]),
        ("Chen Gui", ["陈桂英"]),
        ("cgy", ["单桂英", "陈桂英"]),  # 单 is chan too
        ("sgy", ["单桂英"]),
        ("lvbu", ["吕布"]),
        ("lü", ["吕布"]),
        ("81234567", ["陈桂英"]),
        ("%", ["100%"]),
        ("guiying", []),  # pinyin is typed from the beginning
        ("", ["100%", "单桂英", "吕布", "陈小雨", "陈桂英"]),
    ],
)
def test_a_person_is_found_as_people_type(village: Record, text: str, found: list[str]) -> None:
    assert sorted(each.name for each in village.people.find(EVERYTHING, Sought(text))) == sorted(found)


def test_a_person_is_found_by_the_token(village: Record) -> None:
    assert [each.name for each in village.people.find(EVERYTHING, Sought("红狗", (("red", "dog"),)))] == ["陈桂英"]
    assert len(village.people.find(EVERYTHING, Sought("红", (("red", None),)))) == 2


def test_nobody_is_found_who_is_not_for_the_readers_eyes(village: Record, li_na: Worker, zhao: Worker) -> None:
    elsewhere = village.store.write("a", "b", lambda to: to.insert("villages", {"id": "far", "name": "Far"}))
    village.store.write("a", "b", lambda to: to.update("workers", li_na.id, {"villages": json.dumps([elsewhere])}))
    assert village.people.find(village.reader(li_na.id), Sought("桂英")) == []
    assert len(village.people.find(village.reader(zhao.id), Sought("桂英"))) == 2


def known(name: str, **told: object) -> Known:
    return Known(name, name, sounds(name), **told)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (known("王秀英"), Known("2", "王秀英", sounds("王秀英")), ("same_name",)),
        (known("王秀英", born=1948), known("王秀瑛", born=1948), ("like_name", "same_year")),
        (known("陈桂英", born=1945), known("陈贵英", born=1946), ("like_name", "near_year")),
        (known("王奶奶", born=1948), known("王秀英", born=1948), ("part_of_name", "same_year")),
        (known("李芳", phone="138-0000-0000"), known("李方", phone="13800000000"), ("like_name", "same_phone")),
    ],
)
def test_two_files_that_may_be_one_are_told_with_the_reasons(one: Known, other: Known, why: tuple[str, ...]) -> None:
    assert [each.why for each in hints(one, [other])] == [why]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("王秀英", born=1948), Known("2", "王秀英", sounds("王秀英"), born=1975)),  # a generation apart
        (known("王强", born=1970, household="h"), known("王刚", born=1971, household="h")),  # brothers
        (known("王秀英", born=1948), known("王桂兰", born=1948)),
        (known("金顺子"), known("石大山")),
    ],
)
def test_neighbours_and_brothers_are_not_taken_for_one(one: Known, other: Known) -> None:
    assert hints(one, [other]) == ()


def life(name: str, **told: object) -> Life:
    usual: dict[str, object] = {
        "village": "A",
        "age": 80,
        "circumstances": {"lives_alone": None},
        "last_seen": TODAY - timedelta(days=40),
        "written_on": date(2026, 1, 1),
        "phones": 1,
        "cared_for": False,
    }
    return Life(name, name, **{**usual, **told})


USUAL = [Setting(each, True, each.numbers) for each in RULES]


@pytest.mark.parametrize(
    ("told", "rules"),
    [
        ({}, ("old_and_alone",)),
        ({"age": 75}, ()),  # over 75, not 75
        ({"last_seen": TODAY - timedelta(days=29)}, ()),
        ({"last_seen": None}, ("old_and_alone",)),
        ({"last_seen": None, "written_on": TODAY}, ()),  # a file of today is no neglect
        ({"cared_for": True}, ()),
        ({"phones": 0}, ("old_and_alone", "nobody_to_call")),
        ({"age": 9, "circumstances": {"left_behind_child": None}}, ("child_left_behind",)),
        ({"age": 60, "circumstances": {"recent_loss": "2026-10"}}, ("lost_somebody",)),
        ({"age": 60, "circumstances": {"recent_loss": "2024"}}, ()),
        ({"age": None, "circumstances": {"needs_care": None}}, ()),
    ],
)
def test_each_rule_names_whom_it_says_and_nobody_else(told: dict[str, object], rules: tuple[str, ...]) -> None:
    assert [each.rules for each in candidates([life("x", **told)], USUAL, TODAY)] == ([rules] if rules else [])


def test_a_rule_that_is_switched_off_or_changed_names_others() -> None:
    off = [Setting(each.rule, each.rule.key != "old_and_alone", each.numbers) for each in USUAL]
    assert candidates([life("x")], off, TODAY) == ()
    patient = [Setting(RULES[0], True, {"years": 75, "days": 60})]
    assert candidates([life("x")], patient, TODAY) == ()


@pytest.mark.parametrize(
    ("since", "day"),
    [
        ("2026", date(2026, 12, 31)),
        ("2026-05", date(2026, 5, 28)),
        ("2026-05-03", date(2026, 5, 3)),
        ("last year", None),
    ],
)
def test_a_loosely_written_day_is_read_as_its_end(since: str, day: date | None) -> None:
    assert day_of(since) == day


def test_the_list_of_the_record_says_why_each_is_on_it_and_follows_the_numbers(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, clock
) -> None:
    record.people.change(grandma_wang.id, li_na.id, {"born": 1945})
    record.people.circumstances.add(grandma_wang.id, li_na.id, "lives_alone")
    record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", phone="13800000000")
    assert record.people.watch.candidates(EVERYTHING) == ()
    clock.move(days=31)
    (found,) = record.people.watch.candidates(EVERYTHING)
    assert (found.name, found.rules, found.unseen) == ("王奶奶", ("old_and_alone",), 31)
    record.people.watch.set("old_and_alone", zhao.id, True, {"days": 40})
    assert record.people.watch.candidates(EVERYTHING) == ()
    record.people.watch.set("old_and_alone", zhao.id, False, {})
    clock.move(days=100)
    assert record.people.watch.candidates(EVERYTHING) == ()
    with pytest.raises(UnknownWord):
        record.people.watch.set("worth_a_visit", zhao.id, True, {})
    with pytest.raises(BadNumber):
        record.people.watch.set("old_and_alone", zhao.id, True, {"years": 500})
    with pytest.raises(NotAllowed):
        record.people.watch.set("old_and_alone", li_na.id, True, {})


def photograph(*, exif: bool = True, size: tuple[int, int] = (1200, 900)) -> bytes:
    """As a phone makes it: lying on its side, with place, time and device."""
    image = Image.new("RGB", size, "#884422")
    told = Image.Exif()
    told[0x0112] = 6
    told[0x010F] = "PhoneMaker"
    told[0x9003] = "2026:11:23 10:00:00"
    told.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    file = io.BytesIO()
    image.save(file, "JPEG", exif=told if exif else b"", comment=b"home of grandma")
    return file.getvalue()


def test_a_photograph_keeps_nothing_but_the_picture(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    sent = photograph()
    assert b"PhoneMaker" in sent
    name = record.pictures.keep(sent, li_na.id, grandma_wang.id)
    shown = record.pictures.read(name)
    with Image.open(io.BytesIO(shown)) as opened:
        assert opened.size == (600, 800)  # upright and small
        assert dict(opened.getexif()) == {}
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"PhoneMaker" not in shown
    assert b"grandma" not in shown
    assert check(record) == []


def test_a_photograph_is_locked_on_the_disk_and_tells_when_it_was_altered(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    name = record.pictures.keep(photograph(), li_na.id, grandma_wang.id)
    (path,) = record.settings.pictures.rglob("*.pic")
    stored = path.read_bytes()
    assert b"JFIF" not in stored
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(stored[:-40] + bytes([stored[-40] ^ 1]) + stored[-39:])
    with pytest.raises(PictureDamaged):
        record.pictures.read(name)
    assert [each.what for each in check(record)] == ["picture"]
    record.consents.answer(Subject(grandma_wang.id), LIKENESS, True, Asked("可以拍您的照片吗？", "zh-1", "zh"))
    record.people.change(grandma_wang.id, li_na.id, {"picture": name})
    record.pictures.discard(name, li_na.id)
    assert record.people.get(grandma_wang.id).picture is None
    assert list(record.settings.pictures.rglob("*.pic")) == []
    for missing in (name, "../../record"):
        with pytest.raises(PictureMissing):
            record.pictures.read(missing)


@pytest.mark.parametrize("sent", [b"", b"not a picture", b"\xff\xd8\xff\xe0", b"GIF89a" + bytes(50)])
def test_what_is_no_photograph_is_refused_and_leaves_nothing(record: Record, li_na: Worker, sent: bytes) -> None:
    with pytest.raises(NoPicture):
        record.pictures.keep(sent, li_na.id)
    assert not record.settings.pictures.exists()


def test_a_photograph_that_no_row_names_goes_after_a_while(record: Record, clock) -> None:
    sealer = Sealer(record.pictures._key, form=PICTURE)
    stray = record.settings.pictures / "aa" / f"{'a' * 64}.pic"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(sealer.header)
    record.pictures.tidy(stray.stat().st_mtime + 10, 60)
    assert stray.exists()
    record.pictures.tidy(stray.stat().st_mtime + 61, 60)
    assert not stray.exists()
