"""A person's file: as little as needed, found by how the name sounds; who matters; two files that are one person."""

from __future__ import annotations

import pytest

from casework.access import EVERYTHING
from casework.check import check
from casework.errors import NoSuchPerson, NothingSaid, RowRefused, UnknownWord
from casework.migrations import OWN
from casework.persons.errors import BadYear, MergedOnTop, NoSuchMerge, NoSuchRelation, SameFile, UnknownField
from casework.persons.merging import references
from casework.persons.people import Person
from casework.persons.pinyin import sounds
from casework.record import Record
from casework.workers import Worker
from casework.writing import Writing


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("王秀英", {"wangxiuying", "wxy"}),
        ("单桂英", {"shanguiying", "danguiying", "sgy"}),
        ("曾小雨", {"zengxiaoyu", "zxy"}),
        ("吕布", {"lvbu", "lb"}),
        ("金顺子（演示）", {"jinshunzi", "jsz"}),
        ("Kim Minji", {"kimminji", "km"}),
    ],
)
def test_a_name_sounds_as_people_type_it(name: str, among: set[str]) -> None:
    assert among <= set(sounds(name).split())


def test_a_file_holds_what_was_written_and_refuses_what_it_has_no_place_for(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    told = {"born": 1948, "phone": " 0575-1234 ", "reach": "敲后门，耳背", "languages": "zh dialect"}
    record.people.change(grandma_wang.id, li_na.id, told)
    found = record.people.get(grandma_wang.id)
    assert (found.born, found.phone, found.reach, found.languages) == (
        *(1948, "0575-1234", "敲后门，耳背"),
        ("zh", "dialect"),
    )
    record.people.change(grandma_wang.id, li_na.id, {"phone": ""})
    assert record.people.get(grandma_wang.id).phone is None
    for wrong, error in (
        ({"born": 1700}, BadYear),
        ({"born": 2030}, BadYear),
        ({"name": "  "}, NothingSaid),
        ({"gone": "hidden"}, UnknownWord),
        ({"merged_into": grandma_wang.id}, UnknownField),
    ):
        with pytest.raises(error):
            record.people.change(grandma_wang.id, li_na.id, wrong)
    assert check(record) == []


def test_names_of_an_older_file_learn_how_they_sound_when_the_record_is_opened(
    record: Record, record_settings
) -> None:
    row = record.store.write("a", "b", lambda to: to.insert("persons", {"name": "王秀英", "created_at": to.at}))
    assert record.people.get(row).pinyin == ""
    record.close()
    with Record.open(record_settings) as again:
        assert "wangxiuying" in again.people.get(row).pinyin
        assert check(again) == []


def test_who_matters_is_listed_in_order_and_called_only_when_a_worker_allowed_it(
    record: Record, li_na: Worker, grandma_wang: Person, xiao_li: Person
) -> None:
    relations = record.people.relations
    son = relations.add(grandma_wang.id, li_na.id, "son", "王强", phone="13800000000", may_call=1, place=2)
    relations.add(grandma_wang.id, li_na.id, "grandchild", "小李", other=xiao_li.id, place=1)
    assert [each.name for each in relations.of(grandma_wang.id)] == ["小李", "王强"]
    assert [(each.id, each.family) for each in relations.to_call(grandma_wang.id)] == [(son, True)]
    with pytest.raises(NoSuchRelation):
        relations.change(xiao_li.id, son, li_na.id, {"phone": "1"})
    with pytest.raises(UnknownWord):
        relations.add(grandma_wang.id, li_na.id, "boss", "老张")
    relations.end(grandma_wang.id, son, li_na.id)
    assert relations.to_call(grandma_wang.id) == ()


def test_the_same_form_sent_twice_makes_one_relation(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    once = "11111111-1111-4111-8111-111111111111"
    for _ in range(2):
        record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", once)
    assert len(record.people.relations.of(grandma_wang.id)) == 1


def test_a_circumstance_holds_once_and_can_end(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    told = record.people.circumstances
    assert told.add(grandma_wang.id, li_na.id, "lives_alone") == told.add(
        grandma_wang.id, li_na.id, "lives_alone", since="2024"
    )
    assert [(each.kind, each.since) for each in told.of(grandma_wang.id)] == [("lives_alone", "2024")]
    told.end(grandma_wang.id, "lives_alone", li_na.id)
    assert told.of(grandma_wang.id) == ()
    told.add(grandma_wang.id, li_na.id, "lives_alone")
    with pytest.raises(UnknownWord):
        told.add(grandma_wang.id, li_na.id, "difficult")


@pytest.fixture
def twice(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Grandma Wang, written down a second time under her full name, with a request and a daughter."""
    people = record.people
    second = people.add("王秀英", who=li_na.id, born=1948, phone="0575-1234")
    people.relations.add(second, li_na.id, "daughter", "王芳")
    for person in (grandma_wang.id, second):
        people.circumstances.add(person, li_na.id, "lives_alone")
    people.circumstances.add(second, li_na.id, "weak_sight")
    return second


def everything(record: Record) -> dict[str, list[dict[str, object]]]:
    """Every row that people wrote, as it stands, but for the story of the merge itself."""
    with record.store.read() as database:
        names = set(database.table_names()) - {*OWN, "merges", "moves", "sqlite_sequence"}
        return {name: list(database.query(f"select * from {name} order by id")) for name in names}  # noqa: S608 - own tables


def test_two_files_become_one_and_whoever_means_either_gets_that_one(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, twice: str
) -> None:
    request = record.requests.submit(record.requests.draft("zh", "ill")).request
    record.name_person(request, li_na.id, twice)
    record.people.merges.merge(grandma_wang.id, twice, zhao.id, "同一个人")

    assert record.people.get(twice).id == grandma_wang.id
    assert (record.people.get(twice).born, record.people.get(twice).phone) == (1948, "0575-1234")
    assert record.request(request, EVERYTHING).person == grandma_wang.id
    assert [each.name for each in record.people.relations.of(twice)] == ["王芳"]
    assert {each.kind for each in record.people.circumstances.of(grandma_wang.id)} == {"lives_alone", "weak_sight"}
    assert record.people.named("王秀英") == []

    later = record.requests.submit(record.requests.draft("zh", "ill")).request
    record.name_person(later, li_na.id, twice)  # a card printed for the other file still finds the person
    assert record.request(later, EVERYTHING).person == grandma_wang.id
    assert check(record) == []
    with pytest.raises(SameFile):
        record.people.merges.merge(twice, grandma_wang.id, zhao.id, "again")


def test_parting_brings_back_every_row_as_it_was(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, twice: str
) -> None:
    request = record.requests.submit(record.requests.draft("zh", "ill")).request
    record.name_person(request, li_na.id, twice)
    before = everything(record)
    merge = record.people.merges.merge(grandma_wang.id, twice, zhao.id, "同一个人")
    assert everything(record) != before
    assert [(each.id, each.name) for each in record.people.file(EVERYTHING, grandma_wang.id).merges] == [
        (merge, "王秀英")
    ]
    assert record.people.merges.undo(merge, zhao.id) == twice
    assert everything(record) == before
    assert record.people.file(EVERYTHING, grandma_wang.id).merges == ()
    assert check(record) == []
    with pytest.raises(NoSuchMerge):
        record.people.merges.undo(merge, zhao.id)


def test_parting_leaves_alone_what_somebody_changed_since(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, twice: str
) -> None:
    merge = record.people.merges.merge(grandma_wang.id, twice, zhao.id, "同一个人")
    record.people.change(grandma_wang.id, li_na.id, {"phone": "0575-9999"})
    record.people.merges.undo(merge, zhao.id)
    assert record.people.get(grandma_wang.id).phone == "0575-9999"
    assert record.people.get(grandma_wang.id).born is None
    assert record.people.get(twice).phone == "0575-1234"


def test_merges_on_top_of_each_other_are_undone_from_the_top(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, xiao_li: Person, twice: str
) -> None:
    merges = record.people.merges
    lower = merges.merge(grandma_wang.id, twice, zhao.id, "one")
    upper = merges.merge(xiao_li.id, grandma_wang.id, zhao.id, "a mistake")
    assert record.people.resolve(twice) == xiao_li.id
    with pytest.raises(MergedOnTop):
        merges.undo(lower, zhao.id)
    merges.undo(upper, zhao.id)
    merges.undo(lower, zhao.id)
    assert record.people.resolve(twice) == twice
    with pytest.raises(NoSuchPerson):
        record.people.resolve("nobody")


def test_every_table_that_names_a_person_follows_a_merge(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, twice: str
) -> None:
    """Whatever table is added later: a field called ``person``, or one that refers to persons, is found by itself."""
    found = record.store.write("a", "b", references)
    assert {
        ("requests", "person"),
        ("relations", "person"),
        ("relations", "other"),
        ("pictures", "person"),
        ("firings", "about"),
    } <= set(found)
    with record.store.read() as database:
        named = {
            (table.name, column.name)
            for table in database.tables
            for column in table.columns
            if column.name == "person" and table.name not in ("merges",)
        }
    assert named <= set(found)


def test_no_row_points_to_a_file_that_was_merged_away_and_a_refused_one_is_no_harm(
    record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person, twice: str
) -> None:
    record.people.merges.merge(grandma_wang.id, twice, zhao.id, "同一个人")

    def left(writing: Writing) -> list[tuple[str, str]]:
        return [
            (table, row["id"])
            for table, field in references(writing)
            for row in writing.rows(f'select id from {table} where "{field}" = ?', (twice,))  # noqa: S608 - own tables
        ]

    (stayed,) = record.store.write("a", "b", left)
    assert stayed[0] == "circumstances"  # lives alone: the file that stays says the same already
    with pytest.raises(RowRefused):
        record.store.write("a", "b", lambda to: to.update("circumstances", stayed[1], {"person": grandma_wang.id}))
