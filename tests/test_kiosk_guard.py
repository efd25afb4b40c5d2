"""Strangers, strange requests and broken parts: each gets the right answer, and nothing is lost or leaked."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from kiosk_house import HOME, JSON, Person, Seen, tone

from casework.access import EVERYTHING
from casework.errors import RecordBroken, RecordFull
from casework.record import Record
from content.pack import load
from kiosk.errors import BadSettings
from kiosk.settings import KioskSettings


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5:8080", "[::2]:8080"])
def test_other_host_names_are_refused(villager: Person, host: str) -> None:
    answer = villager.client.get("/", base_url=f"http://{host}")
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:8080"])
def test_own_host_names_are_answered(villager: Person, host: str) -> None:
    assert villager.client.get("/", base_url=f"http://{host}").status_code == 303


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_pages_cannot_press(villager: Person, record: Record, headers: dict[str, str]) -> None:
    villager.press("zh", "help", "ill", "skip", "no_name")
    form = {"screen": "help.confirm", "choice": "send"}
    answer = villager.client.post("/choose", data=form, base_url=HOME, headers=headers)
    assert answer.status_code == 403
    assert record.queue(EVERYTHING) == []


def test_every_answer_is_strict(villager: Person) -> None:
    for url in ("/", "/screen/language", "/static/main.js", "/picture/home.svg", "/say/x.wav", "/screen/no.such"):
        with villager.client.get(url, base_url=HOME) as answer:
            headers = answer.headers
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert villager.client.get("/screen/language", base_url=HOME).headers["Cache-Control"] == "no-store"
    cookie = villager.client.get("/", base_url=HOME, headers={"Cookie": ""}).headers.get("Set-Cookie", "")
    assert "visit=" not in cookie or ("HttpOnly" in cookie and "SameSite=Strict" in cookie)


def test_no_page_needs_inline_script_or_style(villager: Person) -> None:
    villager.press("zh", "help", "ill", "skip", "no_name", "send")
    for key in ("language", "home", "help.receipt", "mine.number", "topic.pension.1", "help.describe"):
        for tag, told in villager.look(key).tags:
            assert not any(name == "style" or name.startswith("on") for name in told), (key, tag, told)
            assert tag != "style"
            assert tag != "script" or told.get("src", "").startswith("/static/")


@pytest.mark.parametrize(
    "url", ["/screen/no.such", "/screen/topic.no.9", "/nothing", "/static/no.js", "/picture/x.svg"]
)
def test_unknown_pages_are_told_calmly(villager: Person, url: str) -> None:
    villager.press("en")
    answer = villager.client.get(url, base_url=HOME, follow_redirects=True)
    if url.startswith("/screen/topic"):
        assert Seen(answer.get_data(as_text=True)).key == "listen"
        return
    assert answer.status_code == 404
    if url.startswith(("/screen", "/nothing")):
        seen = Seen(answer.get_data(as_text=True))
        assert load("en").sentences("error.unknown")[0] in seen.words
        assert seen.offered == ["home", "help"]


def test_pictures_are_only_those_on_the_list(villager: Person) -> None:
    answer = villager.client.get("/picture/help.svg", base_url=HOME)
    assert answer.data.startswith((b"<svg", b"<?xml"))
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    for name in ("1F3E0", "..%2Fopenmoji", "home%00"):
        assert villager.client.get(f"/picture/{name}.svg", base_url=HOME).status_code == 404
    for picture in load("zh").pictures["pictures"]:
        assert villager.client.get(f"/picture/{picture}.svg", base_url=HOME).status_code == 200, picture


@pytest.mark.parametrize("page", [True, False])
def test_a_full_disk_is_told_and_nothing_pretended(
    villager: Person,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    page: bool,
) -> None:
    villager.press("zh", "help", "ill", "skip", "no_name")

    def full(*_: object, **__: object) -> None:
        raise RecordFull(Path("record.db"))

    monkeypatch.setattr(record.requests, "submit", full)  # a disk that is full for this moment only
    form = {"screen": "help.confirm", "choice": "send"}
    answer = villager.client.post("/choose", data=form, base_url=HOME, headers=JSON if page else {})
    assert answer.status_code == 507
    seen = villager.look("trouble") if page else Seen(answer.get_data(as_text=True))
    assert load("zh").sentences("error.disk_full")[0] in seen.words
    monkeypatch.undo()
    assert villager.press("command:back").key == "help.confirm"
    assert villager.press("send").key == "help.receipt", "with room again, nothing of the draft was lost"


def test_a_full_disk_in_mid_recording_is_told(
    villager: Person, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordFull(Path("recordings"))

    villager.press("zh", "help", "ill")
    monkeypatch.setattr(record.recordings, "begin", full)
    assert villager.post("/listen", {"screen": "help.describe"}).get_json()["goes"] == "/screen/trouble"
    assert load("zh").sentences("error.disk_full")[0] in villager.look("trouble").words


def test_a_broken_record_says_that_nothing_was_kept(
    villager: Person, record: Record, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecordBroken(Path("record.db"), "disk I/O error")

    villager.press("en", "help", "ill", "skip", "no_name")
    monkeypatch.setattr(record.requests, "submit", broken)
    answer = villager.post("/choose", {"screen": "help.confirm", "choice": "send"})
    assert answer.status_code == 500
    assert load("en").sentences("error.not_kept")[0] in villager.look("trouble").words
    assert "disk I/O error" in caplog.text


def test_an_unforeseen_error_is_a_calm_screen(
    villager: Person, record: Record, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def oops(*_: object) -> None:
        raise ZeroDivisionError

    villager.press("en")
    monkeypatch.setattr(record.turns, "count", oops)
    answer = villager.client.post("/choose", data={"screen": "home", "choice": "help"}, base_url=HOME)
    assert answer.status_code == 500
    seen = Seen(answer.get_data(as_text=True))
    assert load("en").sentences("error.broken")[0] in seen.words
    assert seen.lines, "it is spoken too"
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in seen.text


def test_all_mistakes_of_the_settings_are_told_at_once() -> None:
    with pytest.raises(BadSettings) as caught:
        KioskSettings(
            languages=("zh", "xx"),
            default_language="fr",
            microphone="tin can",  # type: ignore[arg-type]
            idle=5,
            warning=10,
            diagonal=1,
            time_zone="Mars/Base",
        )
    assert len(caught.value.mistakes) == 7


def test_sentences_are_heard_as_wav_files_by_whom_they_concern(
    kiosk: Flask, villager: Person, record: Record
) -> None:
    shown = villager.press("en", "help", "ill", "skip", "no_name", "send")
    wavs = [villager.client.get(f"/say/{each['data-say']}.wav", base_url=HOME) for each in shown.lines]
    assert all(each.status_code == 200 and each.data[:4] == b"RIFF" and len(each.data) > 4000 for each in wavs)
    stranger = Person(kiosk)
    heard = [stranger.client.get(f"/say/{each['data-say']}.wav", base_url=HOME).status_code for each in shown.lines]
    private = len([each for each in shown.lines if "value" not in each])
    assert heard[:private] == [404] * private, "what is personal is for that person only"
    assert heard[private:] == [200] * (len(heard) - private)
    assert villager.client.get("/say/0123456789abcdef.wav", base_url=HOME).status_code == 404


def test_each_language_is_offered_in_its_own_voice(kiosk: Flask, villager: Person) -> None:
    sayings = kiosk.extensions["desk"].sayings
    choices = [each for each in villager.look("language").lines if each.get("name") == "choice"]
    spoken = [sayings.find(each["data-say"]) for each in choices]
    assert [each.language for each in spoken] == ["zh", "en", "ko", "zh"], "the last is for letters and colours"


def test_everything_fixed_is_asked_for_ahead_default_language_first(kiosk: Flask, quiet_mouth: object) -> None:
    asked = quiet_mouth.asked  # type: ignore[attr-defined]
    languages = [language for _, language in asked]
    assert languages == sorted(languages, key=["zh", "en", "ko"].index)
    assert (load("zh").screen("home").prompt[0], "zh") in asked
    assert (load("ko").topics()[0].pages[0][0], "ko") in asked
    assert not any("{" in text for text, _ in asked)


def test_throwing_a_draft_away_ends_its_recording_too(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    villager.post(f"/listen/{turn}/0", tone(2))
    villager.post("/choose", {"screen": "help.confirm", "choice": "dont"})
    assert villager.post(f"/listen/{turn}/1", tone(1)).status_code == 404
    assert villager.post(f"/listen/{turn}/end").status_code == 404
    assert list(record.recordings.names()) == []


def test_the_last_resort_needs_nothing_but_itself(
    villager: Person, kiosk: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(kiosk.extensions["desk"].sayings, "name", broken)  # then no screen at all can be drawn
    with villager.client.get("/screen/home", base_url=HOME) as answer:
        assert answer.status_code == 500
        assert "机器出了点问题" in answer.get_data(as_text=True)
    assert "itself is broken" in caplog.text
