"""The queue: overdue first, then urgency; filters by plain links; news without a reload."""

from __future__ import annotations

import re

from admin_house import Browser, ask

from casework.access import EVERYTHING
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def shown(page: str) -> list[str]:
    """Ids of the rows, in order."""
    return re.findall(r'id="row-([^"]+)"', page)


def test_overdue_comes_first_then_the_most_urgent_then_what_is_due_first(
    desk: Browser, record: Record, clock
) -> None:
    late = ask(record, "ill")
    clock.move(hours=3)
    papers, family, lonely = ask(record, "papers"), ask(record, "family"), ask(record, "lonely")
    clock.move(minutes=1)
    money, ill = ask(record, "money"), ask(record, "ill")
    page = desk.get("/queue").text
    assert shown(page) == [late, ill, family, lonely, money, papers]
    first = page.split(f'id="row-{late}"')[0].rsplit("<tr", 1)[1]
    assert "overdue" in first
    assert "overdue 61 min" not in page
    assert "overdue 1 h" in page


def test_a_row_says_number_token_reason_words_age_due_and_who(
    desk: Browser, record: Record, li_na: Worker, clock
) -> None:
    request = ask(record, "ill", said="我头晕", seconds=0.3)
    quiet, silent = ask(record, "house", seconds=1.6), ask(record, "other")
    record.take(quiet, li_na.id)
    clock.move(minutes=30)
    file = record.request(request, EVERYTHING)
    rows = dict(re.findall(r'id="row-([^"]+)"(.*?)</tr>', desk.get("/queue").text, re.S))
    for told in (file.number, "Ill or hurt", "我头晕", "30 min ago", "in 90 min", "nobody yet", "Wangjia"):
        assert told.replace("90 min", "1 h") in rows[request], told
    assert f"/pictures/{file.animal}.svg" in rows[request]
    assert f"token-{file.colour}" in rows[request]
    assert "Has a recording" in rows[request]
    assert "recording 0:02" in rows[quiet]
    assert "You" in rows[quiet]
    assert "In hand" in rows[quiet]
    assert ">Take<" not in rows[quiet]
    assert "picture only" in rows[silent]
    assert "Has a recording" not in rows[silent]


def test_filters_are_plain_links(desk: Browser, office: Browser, record: Record, li_na: Worker, zhao: Worker) -> None:
    mine, hers, over, free = (ask(record, each) for each in ("ill", "money", "ill", "papers"))
    record.take(mine, li_na.id)
    record.take(hers, zhao.id)
    record.life.end(over, zhao.id, "withdrawn")
    assert set(shown(office.get("/queue").text)) == {mine, hers, free}
    assert set(shown(desk.get("/queue").text)) == {mine, free}, "what a colleague has in hand is the colleague's"
    assert shown(desk.get("/queue?state=mine").text) == [mine]
    assert shown(office.get("/queue?state=mine").text) == [hers]
    assert shown(office.get("/queue?state=ended").text) == [over]
    assert set(shown(office.get("/queue?state=all").text)) == {mine, hers, over, free}
    assert set(shown(office.get("/queue?state=all&kind=ill").text)) == {mine, over}
    assert shown(desk.get(f"/queue?find={record.request(free, EVERYTHING).number}").text) == [free]
    assert set(shown(office.get("/queue?state=nonsense&kind=nonsense").text)) == {mine, hers, free}
    nothing = desk.get("/queue?find=zzz").text
    assert shown(nothing) == []
    assert "Nothing fits these filters" in nothing


def test_drafts_are_nobodys_business(desk: Browser, record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    assert shown(desk.get("/queue?state=all").text) == []
    assert desk.get(f"/requests/{draft}").status_code == 404


def test_nothing_is_said_while_nothing_changes_and_everything_when_it_does(desk: Browser, record: Record) -> None:
    ask(record, "papers")
    first = desk.get("/queue/changes?since=-1").json
    assert desk.get(f"/queue/changes?since={first['version']}").status_code == 204
    fresh = ask(record, "ill")
    told = desk.get(f"/queue/changes?since={first['version']}").json
    assert told["rows"][0]["id"] == fresh
    assert told["counts"] == {"open": 2, "mine": 0, "asking": 0, "fresh": 2}
    assert shown(told["rows"][0]["html"]) == [fresh]


def test_news_respects_the_filters(desk: Browser, record: Record) -> None:
    papers = ask(record, "papers")
    ask(record, "ill")
    told = desk.get("/queue/changes?state=open&kind=papers&since=0").json
    assert [each["id"] for each in told["rows"]] == [papers]
    assert told["counts"]["open"] == 2


def test_a_row_has_another_mark_once_what_it_shows_is_different(
    desk: Browser, record: Record, li_na: Worker, clock
) -> None:
    request = ask(record)

    def mark() -> str:
        return desk.get("/queue/changes?since=-1").json["rows"][0]["mark"]

    first = mark()
    assert mark() == first
    clock.move(minutes=5)
    older = mark()
    assert older != first
    record.take(request, li_na.id)
    assert mark() != older


def test_taking_from_the_queue_answers_a_script_in_one_line(
    desk: Browser, office: Browser, record: Record, li_na: Worker
) -> None:
    request = ask(record)
    assert desk.fetch(f"/requests/{request}/take").json == {"told": "You have this request in hand now."}
    second = office.fetch(f"/requests/{request}/take")
    assert second.status_code == 409
    assert second.json["advice"].startswith("Li Na has it already")
    assert record.request(request, EVERYTHING).worker == li_na.id


def test_hostile_words_are_words(desk: Browser, record: Record) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
    request = ask(record, said=hostile, seconds=0.2)
    for page in (
        desk.get("/queue").text,
        desk.get("/queue/changes?since=-1").json["rows"][0]["html"],
        desk.get(f"/requests/{request}").text,
        desk.get("/queue", **{"Accept-Language": "zh"}).text,
    ):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "{{ 7*7 }}" in page


def test_in_chinese_the_queue_is_chinese(desk: Browser, record: Record) -> None:
    ask(record, "ill")
    desk.post("/language", language="zh", back="/queue")
    page = desk.get("/queue").text
    for told in ("待办", "马上", "还有", "无人接手", "接手"):
        assert told in page
    assert "Take" not in page


def test_a_broken_record_is_one_calm_line(desk: Browser, record: Record) -> None:
    request = ask(record, seconds=0.2)
    kept = record.request(request, EVERYTHING).recordings[0].hash
    file = record.settings.recordings / kept[:2] / f"{kept}.rec"
    file.write_bytes(file.read_bytes()[:-5])
    page = desk.get(f"/requests/{request}/recordings/{kept}.wav")
    assert page.status_code == 500
    assert "cannot be played any more" in page.text
