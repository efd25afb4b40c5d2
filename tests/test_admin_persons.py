"""Files of persons in the panel: found, written, corrected, merged and parted, by whoever may and nobody else."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from admin_house import ORIGIN, Browser, ask
from PIL import Image

from casework.access import EVERYTHING
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import LIKENESS
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
ONCE = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def grandma(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    record.people.change(grandma_wang.id, li_na.id, {"born": 1948, "phone": "0575-1234567"})
    record.people.circumstances.add(grandma_wang.id, li_na.id, "lives_alone")
    record.people.relations.add(grandma_wang.id, li_na.id, "neighbour", "王婶", phone="0575-7654321")
    return grandma_wang.id


def photo() -> bytes:
    file = io.BytesIO()
    told = Image.Exif()
    told[0x010F] = "PhoneMaker"
    Image.new("RGB", (60, 40), "#884422").save(file, "JPEG", exif=told)
    return file.getvalue()


@pytest.mark.parametrize("find", ["王", "wangnainai", "wnn", "0575 123"])
def test_the_list_finds_her_as_people_type(desk: Browser, grandma: str, xiao_li: Person, find: str) -> None:
    page = desk.get(f"/persons?find={find}").text
    assert "王奶奶" in page
    assert "小李" not in page
    assert "Lives alone" in page


def test_one_more_is_written_down_once_and_a_likely_double_is_shown_first(
    desk: Browser, record: Record, grandma: str
) -> None:
    told = {"name": "李桂兰", "born": "1950", "phone": "", "household": "李家", "once": ONCE}
    for _ in range(2):
        answer = desk.post("/persons", **told)
        told["anyway"] = "1"
    assert answer.status_code == 302
    assert len(record.people.named("李桂兰")) == 1
    again = desk.post("/persons", name="王秀英", born="1948", phone="05751234567")
    assert again.status_code == 409
    assert "same phone" in again.text
    assert record.people.named("王秀英") == []
    assert desk.post("/persons", name="王秀英", born="1948", anyway="1").status_code == 302


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"name": ""}, "name"),
        ({"name": "x", "born": "48"}, "four digits"),
        ({"name": "x", "born": "1700"}, "four digits"),
    ],
)
def test_a_form_that_cannot_be_kept_says_how_to_mend_it(desk: Browser, form: dict[str, str], advice: str) -> None:
    answer = desk.post("/persons", phone="123", **form)
    assert answer.status_code == 400
    assert advice in re.search(r'role="alert">(.*?)<', answer.text)[1]
    assert 'value="123"' in answer.text  # and nothing has to be typed again


def test_a_file_is_edited_in_place_and_shows_what_was_written(desk: Browser, record: Record, grandma: str) -> None:
    here = f"/persons/{grandma}"
    desk.post(
        f"{here}/details", name="王秀英", born="1949", phone="", reach="敲后门", household="Wang", languages="dialect"
    )
    desk.post(f"{here}/lives", kind="weak_sight", since="2025")
    desk.post(f"{here}/relations", name="王强", kind="son", phone="13800000000", may_call="on", once=ONCE)
    page = desk.get(here).text
    for shown in (
        "王秀英",
        "1949",
        "敲后门",
        "The local dialect",
        "Weak sight",
        "since 2025",
        "王强",
        "may be called",
    ):
        assert shown in page, shown
    son = record.people.relations.of(grandma)[1]
    desk.post(f"{here}/relations/{son.id}", name="王强", kind="son", phone="13900000000")
    assert not record.people.relations.of(grandma)[1].may_call
    desk.post(f"{here}/relations/{son.id}", end="1")
    desk.post(f"{here}/lives", kind="weak_sight", end="1")
    desk.post(f"{here}/gone", gone="moved")
    page = desk.get(here).text
    assert "王强" not in page.split('id="relations"')[1].split("</section>")[0]
    assert "Moved away" in page
    assert "王秀英" not in desk.get("/persons").text
    assert "王秀英" in desk.get("/persons?gone=on").text


def test_a_photograph_is_shown_bare_and_only_in_the_file_that_has_it(
    desk: Browser, record: Record, grandma: str, xiao_li: Person
) -> None:
    send = {"headers": ORIGIN, "content_type": "multipart/form-data"}
    form = {"form_token": desk.token(), "photo": (io.BytesIO(photo()), "me.jpg")}
    refused = desk.client.post(f"/persons/{grandma}/photo", data=form, **send)
    assert refused.status_code == 409, "nobody has asked her"
    assert list(record.pictures.names()) == []
    record.consents.answer(Subject(grandma), LIKENESS, True, Asked("可以拍您的照片吗？", "zh-1", "zh"))
    form = {"form_token": desk.token(), "photo": (io.BytesIO(photo()), "me.jpg")}
    desk.client.post(f"/persons/{grandma}/photo", data=form, **send)
    name = record.people.get(grandma).picture
    shown = desk.get(f"/persons/{grandma}/photo/{name}.jpg")
    assert shown.mimetype == "image/jpeg"
    assert b"PhoneMaker" not in shown.data
    stranger = record.people.add("石大山", EVERYTHING.worker)
    assert desk.get(f"/persons/{stranger}/photo/{name}.jpg").status_code == 404
    desk.post(f"/persons/{grandma}/photo/remove", picture=name)
    assert desk.get(f"/persons/{grandma}/photo/{name}.jpg").status_code == 404


def test_what_is_no_photograph_is_refused_with_advice(desk: Browser, grandma: str) -> None:
    form = {"form_token": desk.token(), "photo": (io.BytesIO(b"not a photograph"), "me.jpg")}
    answer = desk.client.post(
        f"/persons/{grandma}/photo", data=form, headers=ORIGIN, content_type="multipart/form-data"
    )
    assert answer.status_code == 400
    assert "JPEG" in answer.text


def test_a_supervisor_merges_two_files_and_parts_them_again(
    desk: Browser, office: Browser, record: Record, grandma: str, li_na: Worker
) -> None:
    second = record.people.add("王秀英", li_na.id, born=1948, phone="05751234567")
    assert "sounds alike" not in desk.get(f"/persons/{grandma}").text
    assert "same phone" in desk.get(f"/persons/{grandma}").text
    address = f"/persons/{grandma}/with/{second}"
    assert "A supervisor has to merge files." in desk.get(address).text
    assert desk.post(address, reason="her daughter says so").status_code == 403
    assert office.post(address, reason="").status_code == 400
    assert office.post(address, reason="her daughter says so").status_code == 302
    assert desk.get(f"/persons/{second}").headers["Location"] == f"/persons/{grandma}"
    (merge,) = record.people.file(EVERYTHING, grandma).merges
    assert "her daughter says so" in office.get(f"/persons/{grandma}").text
    office.post(f"/persons/{grandma}/part", merge=merge.id)
    assert desk.get(f"/persons/{second}").status_code == 200
    assert office.post(f"/persons/{grandma}/part", merge=merge.id).status_code == 409


def test_a_plan_is_made_in_the_file(desk: Browser, record: Record, grandma: str, clock) -> None:
    here, day = f"/persons/{grandma}", (clock.now + timedelta(days=30)).date().isoformat()
    desk.post(f"{here}/plans", words="我想自己走到村口", day=day, once=ONCE)
    (plan,) = record.plans.of(EVERYTHING, grandma)
    desk.post(
        f"{here}/plans/{plan.id}/steps", what="借一根拐杖", doer="neighbour", name="王师傅", until=day, once=ONCE
    )
    desk.post(f"{here}/plans/{plan.id}/goals", words="跟老姐妹说说话", once=ONCE)
    page = desk.get(here).text
    for shown in ("我想自己走到村口", "借一根拐杖", "王师傅", "跟老姐妹说说话", "Next look together"):
        assert shown in page, shown
    (plan,) = record.plans.of(EVERYTHING, grandma)
    desk.post(f"{here}/plans/{plan.id}/change", done=plan.steps[0].id)
    desk.post(f"{here}/plans/{plan.id}/change", goal=plan.goals[0].id, how="reached")
    desk.post(f"{here}/plans/{plan.id}/review", said="走到桥头了", decided="再走远一点", day=day, once=ONCE)
    assert "走到桥头了" in desk.get(here).text
    desk.post(f"{here}/plans/{plan.id}/change", end="reached")
    assert desk.post(f"{here}/plans/{plan.id}/goals", words="more").status_code == 409


def test_a_goal_can_be_the_persons_own_recording_and_nobody_elses(
    desk: Browser, record: Record, grandma: str, li_na: Worker, clock
) -> None:
    hers, foreign = (ask(record, seconds=0.3) for _ in range(2))
    record.name_person(hers, li_na.id, grandma)
    sounds = {each: record.request(each, EVERYTHING).recordings[0].hash for each in (hers, foreign)}
    day = (clock.now + timedelta(days=30)).date().isoformat()
    assert desk.post(f"/persons/{grandma}/plans", recording=sounds[foreign], day=day).status_code == 400
    assert desk.post(f"/persons/{grandma}/plans", recording=sounds[hers], day=day).status_code == 302
    assert f"/requests/{hers}/recordings/{sounds[hers]}.wav" in desk.get(f"/persons/{grandma}").text


def test_a_visit_is_planned_moved_and_refused_in_the_file(desk: Browser, record: Record, grandma: str) -> None:
    here = f"/persons/{grandma}"
    desk.post(f"{here}/visits", day="2026-11-24", part="morning", purpose="看药", every="14", once=ONCE)
    (visit,) = record.visits.of(EVERYTHING, grandma)
    assert "Every 14 days" in desk.get(here).text
    desk.post(f"{here}/visits/change", not_today=visit.id, words="要赶集", day="")
    (visit, _) = record.visits.of(EVERYTHING, grandma)
    desk.post(f"{here}/visits/change", not_today=visit.id)
    page = desk.get(here).text
    assert "要赶集" in page
    assert "twice in a row" in page
    assert desk.post(f"{here}/visits/change", call_off=visit.id).status_code == 409
    (coming,) = (each for each in record.visits.of(EVERYTHING, grandma) if each.open)
    desk.post(f"{here}/visits/change", move=coming.id, day="2026-12-24", part="exact", time="10:00")
    (coming,) = (each for each in record.visits.of(EVERYTHING, grandma) if each.open)
    desk.post(f"{here}/visits/change", round=coming.round)
    assert not any(each.open for each in record.visits.of(EVERYTHING, grandma))


def test_household_and_village_say_how_to_find_the_house(desk: Browser, record: Record, grandma: str) -> None:
    person = record.people.get(grandma)
    assert desk.post(f"/households/{person.household_id}", name="Wang", lane="后巷绿门", route="3").status_code == 302
    desk.post(f"/villages/{person.village_id}", way="过桥右转")
    assert "后巷绿门" in desk.get(f"/households/{person.household_id}").text
    page = desk.get(f"/villages/{person.village_id}").text
    assert "过桥右转" in page
    assert "3 · Wang" in page
    assert desk.get("/households/nowhere").status_code == desk.get("/villages/nowhere").status_code == 404


def test_the_watch_says_in_plain_words_why_somebody_is_on_it(
    desk: Browser, office: Browser, record: Record, grandma: str, clock
) -> None:
    clock.move(days=10)
    desk.sign_in("lina")
    office.sign_in("zhao", "rice field at dawn")
    assert "Nobody, by the rules as they are." in desk.get("/persons/watch").text.replace("&#39;", "'")
    assert desk.post("/persons/watch/old_and_alone", active="on", years="75", days="7").status_code == 403
    assert office.post("/persons/watch/old_and_alone", active="on", years="x", days="7").status_code == 400
    assert office.post("/persons/watch/old_and_alone", active="on", years="75", days="7").status_code == 302
    page = desk.get("/persons/watch").text
    assert page.count("Over 75, lives alone or left behind, not seen for 7 days") == 2  # in the rule, and beside her
    assert "not seen for 10 days" in page
    office.post("/persons/watch/old_and_alone", years="75", days="7")
    assert "Switched off" in desk.get("/persons/watch").text


def test_who_is_not_for_these_eyes_is_not_there(desk: Browser, record: Record, li_na: Worker, grandma: str) -> None:
    elsewhere = record.store.write("a", "b", lambda to: to.insert("villages", {"id": "far", "name": "Far"}))
    record.store.write("a", "b", lambda to: to.update("workers", li_na.id, {"villages": f'["{elsewhere}"]'}))
    for address in (f"/persons/{grandma}", f"/persons/{grandma}/with/{grandma}"):
        assert desk.get(address).status_code == 404, address
    assert "王奶奶" not in desk.get("/persons").text
    assert desk.post(f"/persons/{grandma}/lives", kind="orphan").status_code == 404
    assert desk.post(f"/persons/{grandma}/visits", day="2026-11-24", part="morning").status_code == 404


def test_a_request_is_given_to_the_person_who_asked_found_or_new(
    desk: Browser, record: Record, grandma: str, li_na: Worker
) -> None:
    request = ask(record)
    here = f"/requests/{request}"
    assert "Who was it?" in desk.get(here).text
    assert "王奶奶" in desk.get(f"{here}/who?find=wnn").text
    assert desk.post(f"{here}/who", person=grandma).status_code == 302
    assert f"/persons/{grandma}" in desk.get(here).text
    assert record.request(request, EVERYTHING).number in desk.get(f"/persons/{grandma}").text
    assert desk.post(f"{here}/who", name="").status_code == 400
    for _ in range(2):
        assert desk.post(f"{here}/who", name="石大山", once=ONCE).status_code == 302
    assert len(record.people.named("石大山")) == 1
    assert record.request(request, EVERYTHING).person_name == "石大山"
    assert desk.post(f"{here}/who", person="nobody").status_code == 404


def test_a_family_that_may_be_called_is_shown_without_consent_as_not_called(
    desk: Browser, record: Record, grandma: str, li_na: Worker
) -> None:
    record.people.relations.add(grandma, li_na.id, "son", "王强", phone="13800000000", may_call=1)
    assert "nobody is called" in desk.get(f"/persons/{grandma}").text
    asked = Asked("可以给您家里打电话吗？", "zh 1", "zh")
    record.consents.answer(Subject(grandma), "call_family", answer=True, asked=asked)
    assert "nobody is called" not in desk.get(f"/persons/{grandma}").text
