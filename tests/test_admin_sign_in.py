"""Joining with a code, signing in, being locked out; told honestly."""

from __future__ import annotations

import pytest
from admin_house import PASSWORD, Browser
from flask import Flask
from second_step import code_for

from admin.settings import PanelSettings, SettingsWrong
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]

NEW = {"name": "Lin Fang", "login": "lin", "password": "four green hills"}


def test_the_first_worker_comes_in_with_the_printed_code_and_the_code_works_once(
    app: Flask, anybody: Browser, record: Record
) -> None:
    code = record.workers.first_code()
    assert code
    assert "Nobody is set up yet" in anybody.get("/sign-in").text
    onward = anybody.post("/join", code=code.lower().replace("-", " "), **NEW).headers["Location"]
    assert onward == "/sign-in/second-step"  # the first worker supervises
    anybody.get(onward)
    assert 'href="/queue"' in anybody.post(onward, code=code_for(record, "lin")).text
    assert "Lin Fang" in anybody.get("/queue").text
    assert "Nobody is set up yet" not in anybody.get("/sign-in").text
    second = Browser(app).post("/join", code=code, **{**NEW, "login": "other"})
    assert second.status_code == 403
    assert "has been used" in second.text
    assert [each.login for each in record.workers.all()] == ["lin"]


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"password": "short"}, "5 more"),
        ({"name": " "}, "Write your name"),
        ({"login": ""}, "Choose a sign-in name"),
        ({"code": "AAAA-AAAA"}, "code is not right"),
    ],
)
def test_a_mistake_in_joining_is_one_line_that_says_the_mend_and_keeps_what_was_typed(
    anybody: Browser, record: Record, wrong: dict[str, str], advice: str
) -> None:
    code = record.workers.first_code() or ""
    page = anybody.post("/join", **{"code": code, **NEW, **wrong})
    assert page.status_code in (400, 403)
    assert advice in page.text
    assert NEW["password"] not in page.text
    assert 'value="Lin Fang"' in page.text or "name" in wrong
    assert anybody.post("/join", code=code, **NEW).status_code == 302


def test_a_supervisor_invites_and_a_worker_cannot(app: Flask, office: Browser, desk: Browser, record: Record) -> None:
    page = office.post("/workers/invite").text
    code = page.split("The code: ")[1][:9]
    assert code not in office.get("/workers").text
    assert Browser(app).post("/join", code=code, **NEW).status_code == 302
    assert record.workers.sign_in("lin", NEW["password"]).role == "worker"
    assert desk.post("/workers/invite").status_code == 403
    assert "Invite a worker" not in desk.get("/workers").text


def test_a_wrong_password_is_not_told_apart_from_an_unknown_name(anybody: Browser, li_na: Worker) -> None:
    answers = [anybody.sign_in(login, "wrong words here") for login in (li_na.login, "nobody")]
    assert [each.status_code for each in answers] == [401, 401]
    advice = {each.text.split('id="advice">')[1].split("<")[0] for each in answers}
    assert len(advice) == 1


def test_after_too_many_tries_the_page_says_for_how_long(anybody: Browser, li_na: Worker, clock) -> None:
    for _ in range(5):
        anybody.sign_in(li_na.login, "wrong words here")
    locked = anybody.sign_in(li_na.login, PASSWORD)
    assert locked.status_code == 429
    assert "open again in 15 min" in locked.text
    clock.move(minutes=14)
    assert "open again in 1 min" in anybody.sign_in(li_na.login, PASSWORD).text
    clock.move(minutes=2)
    assert anybody.sign_in(li_na.login, PASSWORD).status_code == 302


def test_the_language_is_chosen_once_and_remembered(anybody: Browser) -> None:
    assert 'lang="en"' in anybody.get("/sign-in", **{"Accept-Language": "en-GB"}).text
    assert 'lang="zh-Hans"' in anybody.get("/sign-in", **{"Accept-Language": "fr"}).text
    assert anybody.post("/language", language="en", back="/join").headers["Location"] == "/join"
    assert 'lang="en"' in anybody.get("/sign-in", **{"Accept-Language": "zh"}).text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_changing_the_language_leads_nowhere_else(anybody: Browser, back: str) -> None:
    assert anybody.post("/language", language="zh", back=back).headers["Location"] == "/"


def test_wrong_settings_name_every_mistake_at_once(tmp_path) -> None:
    with pytest.raises(SettingsWrong) as told:
        PanelSettings(tmp_path, time_zone="Mars/Base", session_hours=0, session_key=b"short", languages=())
    assert len(told.value.mistakes) == 4


def test_a_session_key_cut_short_is_made_anew(tmp_path) -> None:
    (tmp_path / "panel.session.key").write_bytes(b"cut")
    settings = PanelSettings(tmp_path)
    assert len(settings.sealing_key()) == 32
    assert settings.sealing_key() == settings.sealing_key()
