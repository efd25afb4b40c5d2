"""Mandatory reports in the panel: two people do it, and whoever is named finds no byte of it on any page."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from admin_house import Browser, ask
from conftest import ZHAO_PASSWORD, Clock
from flask import Flask
from test_admin_guard import SAMPLES
from werkzeug.routing import Rule

from casework.access import EVERYTHING
from casework.access.roles import AUDITOR, COUNTY, SUPERVISOR, WORKER
from casework.record import Record
from casework.reports.naming import Begun, Named
from casework.workers import Worker

pytest_plugins = ["admin_house"]
SECRETS = ("zebra-harmed", "zebra-seen", "zebra-name", "zebra-passed", "zebra-number", "zebra-why", "zebra-later")
HARMED = "小李子子"
"""Nobody else is called that."""
NO_CASE = re.compile(r"^(static|pictures|sign_in|second|voice|studio|app)\b")
"""Pages that read no case: files, signing in (with secrets made anew each time), the kiosk's voice."""


def enrol(record: Record, zhao: Worker, role: str) -> Worker:
    return record.workers.enrol(record.workers.invite(zhao.id, role), "Qian Bad", "bad", ZHAO_PASSWORD)


def sign_in(app: Flask, login: str, password: str = ZHAO_PASSWORD) -> Browser:
    browser = Browser(app)
    browser.sign_in(login, password)
    assert browser.get("/").headers["Location"] != "/sign-in"
    return browser


def addresses(app: Flask, method: str, **ids: str) -> dict[str, Rule]:
    """Every address of the panel, with those ids wherever one fits."""
    found = {}
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and not NO_CASE.search(rule.endpoint):
            address = rule.rule
            for each in rule.arguments:
                value = ids.get(each) or SAMPLES[each]
                address = address.replace(f"<{each}>", value).replace(f"<path:{each}>", value)
            found[address] = rule
    return found


def walk(app: Flask, browser: Browser, **ids: str) -> dict[str, bytes]:
    """Everything that this one can open, without what is made anew for every page."""
    more = (
        "/queue?state=all",
        "/queue?state=ended",
        "/queue?find=zebra",
        "/persons?find=zebra",
        "/persons?find=xiaolizizi",
    )
    more += ("/queue/changes?since=-1", "/figures?period=all", "/visits?all=1", "/works?period=all")
    more += (f"/reports/new?request={ids.get('request_id')}", f"/reports/new?person={ids.get('person_id')}")
    return {each: plain(browser.get(each).data) for each in (*addresses(app, "GET", **ids), *more)}


def plain(page: bytes) -> bytes:
    """Without form tokens and the ids that forms carry for being sent once; a book as its sheets."""
    if page.startswith(b"PK"):
        book = ZipFile(BytesIO(page))
        return b"".join(book.read(each) for each in sorted(book.namelist()) if not each.startswith("docProps"))
    page = re.sub(rb'name="form-token" content="[^"]*"|name="form_token" value="[^"]*"', b"", page)
    return re.sub(rb'name="(once|id|form)" value="[^"]*"', b"", page)


def steps(page: bytes) -> list[str]:
    """The lines of the audit, without those of the reader's own opening of pages meanwhile."""
    return [each for each in re.findall(r"<li>.*?</li>", page.decode(), re.S) if "Qian Bad" not in each]


@pytest.fixture
def harmed(record: Record, li_na: Worker) -> str:
    """A child with a file."""
    return record.people.add(HARMED, li_na.id)


def lay_in(record: Record, li_na: Worker, zhao: Worker, clock: Clock, **about: object) -> str:
    """A report in which every step was done, every word is a secret, and its clock has run."""
    told = Begun("minor", SECRETS[0], SECRETS[1], **about)
    report = record.reports.begin(li_na.id, told)
    reports = record.reports
    reports.name(report, li_na.id, Named(name=SECRETS[2]))
    reports.read(report, record.reader(zhao.id))
    reports.confirm(report, zhao.id)
    reports.doubt(report, zhao.id, SECRETS[5])
    reports.disagree(report, li_na.id)
    clock.move(hours=3)
    record.duties.run()
    reports.pass_on(report, li_na.id, "police", clock(), SECRETS[3], reference=SECRETS[4])
    reports.tell(report, li_na.id, "later", SECRETS[6])
    return report


@pytest.mark.parametrize("role", [WORKER, SUPERVISOR, COUNTY, AUDITOR])
def test_whoever_is_named_sees_the_very_same_bytes_as_if_there_were_no_report(
    app: Flask, record: Record, zhao: Worker, li_na: Worker, clock: Clock, harmed: str, role: str
) -> None:
    bad = enrol(record, zhao, role)
    request = ask(record, "family")
    record.store.write("station", "test", lambda pen: pen.update("requests", request, {"worker": bad.id}))
    clock.move(hours=3)
    record.duties.run()
    browser = sign_in(app, "bad")
    ids = {"person_id": harmed, "request_id": request, "report_id": "nobody"}
    walk(app, browser, **ids)
    before = walk(app, browser, **ids)
    clock.move(hours=-3)
    about = {"about_request": request, "about_person": harmed, "suspects": (Named(worker=bad.id),), "apart": False}
    report = lay_in(record, zhao, li_na, clock, **about)
    after = walk(app, browser, **ids)
    assert len(after) > 35
    counted = {"/audit"} if role in (SUPERVISOR, AUDITOR) else set()
    assert {each for each in after if after[each] != before[each]} <= counted
    for each in counted:  # how many entries there are is no secret; what they are is
        assert steps(after[each]) == steps(before[each])
    there = browser.get(f"/reports/{report}").data.replace(report.encode(), b"nobody")
    assert plain(there) == before["/reports/nobody"]


def test_no_page_and_no_form_tells_the_named_one_a_word(
    app: Flask, record: Record, zhao: Worker, li_na: Worker, clock: Clock, harmed: str
) -> None:
    bad = enrol(record, zhao, SUPERVISOR)
    request = ask(record, "family")
    record.name_person(request, li_na.id, harmed)
    browser, chief = sign_in(app, "bad"), sign_in(app, "zhao")
    ids = {"person_id": harmed, "request_id": request}
    open_before = b"".join(walk(app, browser, **ids).values()).decode("utf-8", "replace")
    assert HARMED in open_before, "or taking it away would prove nothing"
    report = lay_in(record, zhao, li_na, clock, about_request=request, suspects=(Named(worker=bad.id),))
    told = b"".join(walk(app, browser, **ids).values()).decode("utf-8", "replace")
    for each in (*SECRETS, report):
        assert each not in told.replace("find=zebra", ""), each
    assert HARMED not in told
    ids["report_id"] = report
    known = b"".join(walk(app, chief, **ids).values()).decode("utf-8", "replace")
    for each in (*SECRETS[:5], SECRETS[6], report, HARMED):
        assert each in known, f"the walk would not find {each}"
    entries = _entries(record)
    for address, rule in addresses(app, "POST", **ids).items():
        if "report_id" in rule.arguments:
            page = browser.post(
                address,
                why="x",
                how="told",
                receiver="police",
                passed_on="x",
                day="2026-11-01",
                time="10:00",
                name="x",
            )
            assert page.status_code == 404, address
            assert not any(each in page.text for each in SECRETS), address
    assert _entries(record) == entries
    assert record.reports.waiting(record.reader(bad.id)) == 0


def _entries(record: Record) -> int:
    with record.store.read() as database:
        return int(next(database.query("select count(*) as n from journal where \"table\" like '%report%'"))["n"])


def test_two_people_take_a_report_from_the_first_word_to_its_end(
    desk: Browser, office: Browser, record: Record, harmed: str
) -> None:
    request = ask(record, "family")
    assert f"/reports/new?request={request}" in desk.get(f"/requests/{request}").text
    number = record.request(request, EVERYTHING).number
    assert f"From request {number}" in desk.get(f"/reports/new?request={request}").text
    told = {"law": "minor", "harmed": HARMED, "seen": "手臂上有伤", "request": request, "person": harmed}
    page = desk.post("/reports", **told, name="老Zhao")
    assert (page.status_code, "is a colleague" in page.text, "手臂上有伤" in page.text) == (409, True, True)
    page = desk.post("/reports", **told, name="继父")
    address = page.headers["Location"]
    assert "waits for you (1)" in office.get("/queue").text
    assert desk.post(f"{address}/confirm").status_code == 409
    assert office.get(address).status_code == 200
    assert office.post(f"{address}/confirm").status_code == 302
    assert "waits for you" not in office.get("/queue").text
    assert "waits for you (1)" in desk.get("/queue").text, "it is not made"
    when = {"day": "2026-11-23", "time": "10:00"}
    wrong = desk.post(f"{address}/passed", receiver="police", passed_on="伤的位置", day="2026-11-24", time="10:00")
    assert (wrong.status_code, "伤的位置" in wrong.text) == (400, True)
    assert (
        desk.post(f"{address}/passed", receiver="police", passed_on="伤的位置", reference="77", **when).status_code
        == 302
    )
    assert desk.post(f"{address}/end").status_code == 409
    assert office.post(f"{address}/end").status_code == 302
    assert desk.post(f"{address}/tell", how="later", why="继父在旁边").status_code == 302
    page = desk.get(address).text
    for each in (
        "Zhao, the second person",
        "reported it: Police (110). Number 77.",
        "Zhao ended it as reported",
        "继父在旁边",
    ):
        assert each in page, each
    assert "Report about" in desk.get("/reports").text


def test_a_form_sent_twice_is_one_report(desk: Browser, record: Record) -> None:
    for _ in range(2):
        assert desk.post("/reports", law="other", harmed="x", seen="y", once="once-1").status_code == 302
    assert len(record.reports.all(EVERYTHING)) == 1


def test_who_has_no_part_in_reports_gets_none_of_the_pages(app: Flask, record: Record, zhao: Worker) -> None:
    enrol(record, zhao, AUDITOR)
    browser = sign_in(app, "bad")
    assert browser.get("/reports").status_code == browser.get("/reports/new").status_code == 403
    assert "/reports" not in browser.get("/workers").text
