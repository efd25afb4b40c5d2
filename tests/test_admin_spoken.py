"""An answer in the worker's own voice is heard before it is sent, kept encrypted, and heard by who may."""

from __future__ import annotations

import io
import wave

from admin_house import ORIGIN, Browser, ask
from test_admin_voice import spoken

from casework.access import EVERYTHING
from casework.check import check
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
ONCE = "0b0f8f64-3a59-4a0e-9d2e-0c5a6d6f1a11"


def test_a_spoken_answer_is_heard_first_and_sent_once(
    desk: Browser, office: Browser, record: Record, li_na: Worker
) -> None:
    request = ask(record)
    here = f"/requests/{request}"
    made = desk.send(f"{here}/voice/takes", spoken(2.0)).json
    assert desk.get(made["sound"]).data[:4] == b"RIFF"
    assert office.get(made["sound"]).status_code == 404, "nobody else hears what is not sent"
    assert record.request(request, EVERYTHING).replies == ()
    for _ in range(2):
        assert desk.post(f"{here}/voice/reply", once=ONCE, take=made["take"], text="明天来。").status_code == 302
    (reply,) = record.request(request, EVERYTHING).replies
    assert (reply.text, reply.worker) == ("明天来。", "Li Na")
    assert reply.recording is not None
    assert 1.5 < reply.seconds < 3
    page = desk.get(here).text
    assert f"{here}/voice/{reply.recording}.wav" in page
    with wave.open(io.BytesIO(desk.get(f"{here}/voice/{reply.recording}.wav").data)) as sound:
        assert sound.getframerate() == 16000
    assert check(record) == []


def test_a_recording_for_one_request_answers_no_other_and_silence_answers_nothing(
    desk: Browser, record: Record
) -> None:
    one, other = ask(record), ask(record)
    made = desk.send(f"/requests/{one}/voice/takes", spoken(1.0)).json
    told = desk.post(f"/requests/{other}/voice/reply", take=made["take"])
    assert told.status_code == 404
    assert desk.post(f"/requests/{one}/voice/reply", take="nothing").status_code == 404
    assert desk.send(f"/requests/{one}/voice/takes", spoken(1.0)[:44]).status_code == 400
    assert record.request(other, EVERYTHING).replies == ()


def test_only_the_page_of_a_request_may_open_the_microphone(desk: Browser, record: Record) -> None:
    page = desk.get(f"/requests/{ask(record)}")
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "microphone=()" in desk.get("/queue").headers["Permissions-Policy"]
    assert ORIGIN
