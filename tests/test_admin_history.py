"""What happened, in plain words: on the page of a request, of a person, and for the auditor, who sees no case."""

from __future__ import annotations

import html
import re

import pytest
from admin_house import Browser, ask
from conftest import Clock
from flask import Flask
from test_casework_chain import tamper

from admin.words import words_in
from casework.access import EVERYTHING
from casework.access.roles import AUDITOR
from casework.chain.saying import examine
from casework.history import OF_PERSONS, OF_STATION, WHY
from casework.persons.people import Person
from casework.record import Record
from casework.settings import RecordSettings
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def past(page: str) -> list[str]:
    """The lines of a history, the newest first."""
    told = page.split('<ol class="history">')[1].split("</ol>")[0]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in told.split("<li>")[1:]]


@pytest.fixture
def auditor(app: Flask, record: Record, zhao: Worker) -> Browser:
    """Qian, who reads who did what."""
    record.workers.enrol(record.workers.invite(zhao.id, AUDITOR), "Qian", "qian", "four green hills")
    browser = Browser(app)
    browser.sign_in("qian", "four green hills")
    return browser


def test_reading_a_request_is_written_down_once_an_hour_and_is_no_news(
    desk: Browser, record: Record, li_na: Worker, clock: Clock
) -> None:
    request = ask(record)
    version = record.version()
    desk.get(f"/requests/{request}")
    page = desk.get(f"/requests/{request}").text
    assert [each for each in past(page) if "opened the file" in each] == [
        "today, 10:00 Li Na opened the file to read it"
    ]
    seen = page.split('data-seen="')[1].split('"')[0]
    assert desk.get(f"/requests/{request}/changes?since={version}&seen={seen}").status_code == 204
    clock.move(minutes=61)
    assert sum("opened the file" in each for each in past(desk.get(f"/requests/{request}").text)) == 2
    with record.store.read() as database:
        kept = [(each["worker"], each["request"]) for each in database.query("select * from readings")]
    assert kept == [(li_na.id, request)] * 2


def test_what_is_not_for_these_eyes_leaves_no_reading(desk: Browser, record: Record, zhao: Worker) -> None:
    request = ask(record)
    record.take(request, zhao.id)
    assert desk.get(f"/requests/{request}").status_code == 404
    assert desk.get("/requests/nothing").status_code == 404
    with record.store.read() as database:
        assert not list(database.query("select * from readings"))


def test_a_persons_file_tells_who_changed_what_from_what_to_what(
    desk: Browser, record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    here = f"/persons/{grandma_wang.id}"
    person = {"name": "王奶奶", "household": "Wang"}
    desk.post(f"{here}/details", **person, phone="138", born="1948", languages="zh")
    desk.post(f"{here}/details", **person, phone="139", born="1948", languages="zh")
    desk.post(f"{here}/lives", kind="lives_alone", since="2024-05")
    desk.post(f"{here}/relations", kind="son", name="小王", phone="137")
    told = past(desk.get(here).text)
    assert told[0].startswith("today, 10:00 Li Na ")
    assert any("changed the file Phone: 138 → 139" in each for each in told)
    assert any("Year of birth: 1948" in each and "Languages: Mandarin" in each for each in told)
    assert any("wrote down a circumstance What: Lives alone Since: 2024-05" in each for each in told)
    assert any("wrote down somebody who matters" in each and "What: son" in each for each in told)
    assert any("began this file" in each for each in told)
    assert any("opened the file to read it" in each for each in told)
    assert not any(re.search(r"_|[0-9a-f]{8}-", each) for each in told), told


def test_a_plan_and_its_parts_and_a_merged_file_stand_there_too(
    desk: Browser, record: Record, grandma_wang: Person, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    plan = record.plans.open(grandma_wang.id, li_na.id, clock().date(), None)
    record.plans.add_goal(plan, li_na.id, "我想自己走到村口")
    record.plans.add_step(plan, li_na.id, "量血压", "worker")
    other = record.people.add("王秀兰", li_na.id)
    record.people.merges.merge(grandma_wang.id, other, zhao.id, "same telephone")
    told = past(desk.get(f"/persons/{grandma_wang.id}").text)
    assert any("wrote down a goal In their words: 我想自己走到村口" in each for each in told)
    assert any("agreed on a step What: 量血压" in each for each in told)
    assert any("Zhao merged another file into this one" in each and "same telephone" in each for each in told)


def test_of_requests_a_persons_history_tells_only_what_the_reader_may_see(
    desk: Browser, record: Record, grandma_wang: Person, zhao: Worker, li_na: Worker
) -> None:
    mine, theirs = ask(record), ask(record, "money")
    for each in (mine, theirs):
        record.name_person(each, li_na.id, grandma_wang.id)
    record.reply(mine, li_na.id, "明天来。")
    record.take(theirs, zhao.id)
    numbers = [record.request(each, EVERYTHING).number for each in (mine, theirs)]
    told = " ".join(past(desk.get(f"/persons/{grandma_wang.id}").text))
    assert f"request {numbers[0]}: answered: “明天来。”" in told
    assert numbers[1] not in told


def test_the_auditor_reads_that_all_is_whole_and_who_did_what_and_nothing_about_anybody(
    auditor: Browser, desk: Browser, record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    request = ask(record)
    record.note(request, li_na.id, "a secret note")
    desk.post(f"/persons/{grandma_wang.id}/details", name="王奶奶", phone="13912345678")
    desk.get(f"/requests/{request}")
    page = html.unescape(auditor.get("/audit").text)
    assert "Yes. All " in page
    assert str(examine(record)) in page
    told = past(page)
    assert any("Li Na" in each and "opened the file to read it" in each for each in told)
    assert any("Li Na" in each and "noted: “…”" in each for each in told)
    for secret in ("a secret note", "13912345678", "王奶奶", grandma_wang.id):
        assert secret not in page
    assert auditor.get(f"/requests/{request}").status_code == 403
    assert auditor.get(f"/persons/{grandma_wang.id}").status_code == 403
    assert desk.get("/audit").status_code == 403


def test_the_auditor_goes_back_to_the_first_entry(auditor: Browser, record: Record, li_na: Worker) -> None:
    for _ in range(90):
        ask(record)
    seen, address = 0, "/audit"
    for _ in range(10):
        page = auditor.get(address).text
        seen += len(past(page))
        older = re.search(r'href="(/audit\?before=\d+)"', page)
        if not older:
            break
        address = older[1]
    with record.store.read() as database:
        assert seen == next(iter(database.query("select count(distinct work) as n from journal")))["n"]


def test_a_changed_history_shows_on_the_page_with_the_same_sentence_as_the_command(
    auditor: Browser, record: Record, record_settings: RecordSettings
) -> None:
    ask(record)
    head = str(examine(record).verdict.head)
    assert (
        "Yes. All "
        in auditor.get(
            "/audit",
        ).text
    )
    assert auditor.get("/audit?head=nonsense").status_code == 400
    tamper(record_settings, ("update journal set who = 'x' where sequence = 2", ()))
    page = html.unescape(auditor.get(f"/audit?head={head}").text)
    assert "No. The history was changed" in page
    assert "entry 2: altered" in page
    assert str(examine(record)) in page
    assert page.count("NOT whole: ") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_the_record_writes_stands_in_plain_words(language: str) -> None:
    words = words_in(language)
    told = {*WHY, *OF_PERSONS, *OF_STATION}
    assert [each for each in told if not words.knows(f"history.{each.replace(' ', '_')}")] == []
