"""Handing on in the panel: exactly what was shown is seen, by whoever may, until it is taken back or runs out."""

from __future__ import annotations

import re

import pytest
from admin_house import Browser, ask
from flask import Flask

from casework.access import EVERYTHING
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import REFER, TRANSFER
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
ONCE = "11111111-1111-4111-8111-111111111111"
YES = Asked("可以把您的事告诉乡卫生院，请那里帮忙吗？", "zh-1", "zh", "speech")


@pytest.fixture
def hospital(record: Record, li_na: Worker) -> str:
    return f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"


@pytest.fixture
def request_id(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    request = ask(record, "ill", said="咳嗽三个星期了", seconds=0.5, name_seconds=0.3)
    record.name_person(request, li_na.id, grandma_wang.id)
    record.take(request, li_na.id)
    return request


@pytest.fixture
def chen(record: Record, zhao: Worker) -> Worker:
    return record.workers.enrol(record.workers.invite(zhao.id), "Chen", "chen", "three ducks swimming")


@pytest.fixture
def form(record: Record, request_id: str, hospital: str) -> dict[str, object]:
    voice = next(
        each.hash for each in record.request(request_id, EVERYTHING).recordings if each.kind == "description"
    )
    shares = ["number", "category", "heard", voice]
    return {"whom": f"refer|{hospital}", "share": shares, "letter": "请看看", "days": "14", "once": ONCE}


def allow(record: Record, request_id: str, purpose: str, to: str) -> str:
    return record.consents.answer(Subject(None, request_id), purpose, True, YES, to=to)


def recording(record: Record, request_id: str, kind: str) -> str:
    return next(each.hash for each in record.request(request_id, EVERYTHING).recordings if each.kind == kind)


def post(browser: Browser, address: str, **form: object):
    """A form with several values under one name."""
    data = {"form_token": browser.token(), **form}
    return browser.client.post(address, data=data, headers={"Origin": "http://localhost"})


def link_of(page: str) -> str:
    found = re.search(r'href="http://localhost(/shared/[^"]+)"', page)
    assert found is not None
    return found[1]


def seen(page: str) -> str:
    """The part of a page that shows the view, without addresses of sounds and without white space."""
    part = page.split('class="card view">')[1].split("</section>")[0].split('<p class="aside">It closes')[0]
    return re.sub(r"\s+", " ", re.sub(r'src="[^"]*"', "", part)).strip()


def referred(desk: Browser, record: Record, request_id: str, form: dict[str, object]) -> str:
    """Sent, with a link; the address of the link."""
    post(desk, f"/requests/{request_id}/hand-on/send", **form)
    (referral,) = record.referrals.of_request(request_id)
    made = desk.post(f"/requests/{request_id}/hand-on/link", referral=referral.id)
    return link_of(made.text)


def test_the_form_spells_out_every_field_with_what_it_holds(desk: Browser, request_id: str, hospital: str) -> None:
    page = desk.get(f"/requests/{request_id}/hand-on").text
    for shown in ("王奶奶", "咳嗽三个星期了", "Wangjia", "Chinese", 'value="name"', "乡卫生院"):
        assert shown in page, shown
    assert not re.search(r'value="name" checked', page), "a name is given only when somebody ticks it"


def test_without_a_yes_nothing_is_sent_and_the_page_offers_to_ask(
    desk: Browser, record: Record, request_id: str, grandma_wang: Person, form: dict[str, object]
) -> None:
    way = f"/requests/{request_id}/hand-on"
    page = post(desk, f"{way}/preview", **form).text
    assert "The person: was never asked" in page
    assert f"{way}/send" not in page
    assert post(desk, f"{way}/send", **form).status_code == 409, "a form made by hand is refused by the record"
    assert record.referrals.of_request(request_id) == ()
    assert post(desk, f"{way}/ask", **form).status_code == 302
    (waiting,) = record.asks.waiting(grandma_wang.id)
    assert (waiting.purpose, waiting.subject.request) == (REFER, request_id)
    assert "The kiosk asks this at the next visit." in post(desk, f"{way}/preview", **form).text
    for wrong in ({"share": []}, {"whom": ""}, {"days": "0"}, {"days": "999"}, {"whom": "refer|partner:x"}):
        assert post(desk, f"{way}/preview", **{**form, **wrong}).status_code in (400, 409), wrong


def test_the_partner_sees_exactly_what_the_preview_showed_and_nothing_else(
    app: Flask, desk: Browser, record: Record, request_id: str, hospital: str, form: dict[str, object]
) -> None:
    allow(record, request_id, REFER, hospital)
    preview = post(desk, f"/requests/{request_id}/hand-on/preview", **form).text
    way = referred(desk, record, request_id, form)
    doctor = Browser(app)
    page = doctor.get(way).text
    assert seen(page) == seen(preview)
    for hidden in ("王奶奶", "Wangjia ", "/requests/", "/persons/"):
        assert hidden not in page.split("<main")[1], hidden
    (voice,) = re.findall(rf'src="({way}/[0-9a-f]{{64}}\.wav)"', page)
    assert doctor.get(voice).mimetype == "audio/wav"
    name = recording(record, request_id, "name")
    assert doctor.get(f"{way}/{name}.wav").status_code == 404, "a recording that was not chosen"
    (referral,) = record.referrals.of_request(request_id)
    assert [each.listened for each in record.links.openings(referral.id)] == [True, False]
    assert "Opened 2 times" in desk.get(f"/requests/{request_id}/hand-on").text
    assert "opened_by" not in desk.get(f"/requests/{request_id}").text


def test_the_partners_answer_comes_back_to_the_request(
    app: Flask, desk: Browser, record: Record, request_id: str, hospital: str, form: dict[str, object]
) -> None:
    allow(record, request_id, REFER, hospital)
    doctor, way = Browser(app), referred(desk, record, request_id, form)
    assert doctor.post(way, act="reject", name="陈医生", answer="").status_code == 400, "a no says why"
    assert doctor.post(way, act="wonder").status_code == 400
    assert doctor.post(way, act="accept", name="陈医生", answer="周三下午来").status_code == 302
    page = desk.get(f"/requests/{request_id}").text
    assert "陈医生 said yes" in page
    assert "周三下午来" in page
    assert doctor.post(way, act="finish", name="陈医生", answer="开了药").status_code == 200
    assert "开了药" in desk.get(f"/requests/{request_id}").text
    assert doctor.get(way).status_code == 410, "finished is closed"


@pytest.mark.parametrize("end", ["person", "sender", "time", "new link", "closed link", "partner ended"])
def test_the_view_closes_at_once(
    app: Flask,
    desk: Browser,
    record: Record,
    request_id: str,
    hospital: str,
    form: dict[str, object],
    end: str,
    clock,
) -> None:
    entry = allow(record, request_id, REFER, hospital)
    doctor, way = Browser(app), referred(desk, record, request_id, form)
    (referral,) = record.referrals.of_request(request_id)
    voice = re.findall(rf'src="({way}/[^"]+)"', doctor.get(way).text)[0]
    hand = f"/requests/{request_id}/hand-on"
    if end == "person":
        record.consents.take_back(entry, YES)
    elif end == "sender":
        desk.post(f"{hand}/revoke", referral=referral.id, reason="弄错了")
    elif end == "time":
        clock.move(days=15)
    elif end == "new link":
        desk.post(f"{hand}/link", referral=referral.id)
    elif end == "closed link":
        desk.post(f"{hand}/link/end", referral=referral.id)
    else:
        desk.post("/consents/partners/end", partner=hospital.removeprefix("partner:"))
    for answer in (doctor.get(way), doctor.get(voice), doctor.post(way, act="accept", answer="x")):
        assert answer.status_code == 410, end
        assert "咳嗽" not in answer.text


def test_a_transfer_ends_the_old_workers_access_in_queries_and_routes(
    app: Flask, desk: Browser, record: Record, request_id: str, li_na: Worker, chen: Worker, form: dict[str, object]
) -> None:
    to = f"worker:{chen.id}"
    allow(record, request_id, TRANSFER, to)
    post(desk, f"/requests/{request_id}/hand-on/send", **{**form, "whom": f"transfer|{to}"})
    hers = Browser(app)
    hers.sign_in("chen")
    (waits,) = record.handing.inbox(record.reader(chen.id))
    assert f"/handed/{waits.id}" in hers.get("/consents").text
    assert "咳嗽三个星期了" in hers.get(f"/handed/{waits.id}").text
    assert desk.get(f"/requests/{request_id}").status_code == 200, "until it is accepted it is hers"
    assert desk.post(f"/handed/{waits.id}", act="accept").status_code == 404, "nobody answers for another"
    assert hers.post(f"/handed/{waits.id}", act="accept").status_code == 302
    assert hers.get(f"/requests/{request_id}").status_code == 200
    number = record.request(request_id, EVERYTHING).number
    reader = record.reader(li_na.id)
    assert request_id not in {each.request for each in record.queue(reader, ended=True)}
    assert request_id not in record.found(reader, number)
    assert request_id not in record.since(0, reader).requests
    voice = record.request(request_id, EVERYTHING).recordings[0].hash
    for path in ("", f"/recordings/{voice}.wav", "/hand-on"):
        assert desk.get(f"/requests/{request_id}{path}").status_code == 404, path
    for path in ("note", "reply", "visit", "take", "done", "end", "hand-on/send", "hand-on/preview", "hand-on/ask"):
        answer = post(
            desk, f"/requests/{request_id}/{path}", **{**form, "text": "x", "how": "refused", "reason": "x"}
        )
        assert answer.status_code in (400, 404), path
        assert "咳嗽" not in answer.text
    assert number not in desk.get("/queue?state=all").text.split("<main")[1]


def test_without_a_yes_a_second_person_lets_it_go_and_the_person_is_told(
    desk: Browser, office: Browser, record: Record, request_id: str, grandma_wang: Person, form: dict[str, object]
) -> None:
    way = f"/requests/{request_id}/hand-on"
    assert post(desk, f"{way}/without", **{**form, "reason": ""}).status_code == 400
    post(desk, f"{way}/without", **{**form, "reason": "她昏倒了"})
    (waits,) = record.referrals.waiting()
    assert "waits for a second person" in desk.get(way).text
    office.post(f"/consents/overrides/{waits.override}", agrees="yes")
    assert record.referrals.get(waits.id).status == "sent"
    assert "without the person" in desk.get(way).text
    assert "consent_override" in [each.kind for each in record.tidings.waiting(grandma_wang.id)]


def test_who_does_not_see_the_request_hands_nothing_on(
    app: Flask, desk: Browser, record: Record, zhao: Worker, request_id: str, hospital: str, form: dict[str, object]
) -> None:
    allow(record, request_id, REFER, hospital)
    referred(desk, record, request_id, form)
    (referral,) = record.referrals.of_request(request_id)
    record.workers.enrol(record.workers.invite(zhao.id), "Far", "far", "three ducks swimming")
    far = Browser(app)
    far.sign_in("far")
    hand = f"/requests/{request_id}/hand-on"
    assert far.get(hand).status_code == 404, "Li Na has it in hand"
    assert post(far, f"{hand}/send", **{**form, "once": ONCE.replace("1", "2")}).status_code == 404
    for path in ("revoke", "link", "link/end"):
        assert far.post(f"{hand}/{path}", referral=referral.id, reason="x").status_code == 404
    assert record.links.of_referral(referral.id)[0].ended_at is None
