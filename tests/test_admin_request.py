"""The page of one request: listening, every action, the history; a form sent twice, two workers at once."""

from __future__ import annotations

import io
import re
import wave
from datetime import UTC, datetime

import pytest
from admin_house import ORIGIN, Browser, ask

from casework.access import EVERYTHING
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]

ONCE = "0b0f8f64-3a59-4a0e-9d2e-0c5a6d6f1a11"


def history(page: str) -> list[str]:
    """The lines of the history as text, the newest first, without who opened the file to read it."""
    lines = re.findall(r"<li><time[^>]*>[^<]*</time>(.*?)</li>", page, re.S)
    told = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in lines]
    return [each for each in told if "opened the file" not in each]


def test_the_page_says_who_what_when_and_how_sure(desk: Browser, record: Record, li_na: Worker, clock) -> None:
    request = ask(record, "ill", said="我头晕", sure=0.42, seconds=0.3, name_seconds=0.2)
    clock.move(hours=3)
    page = desk.get(f"/requests/{request}").text
    file = record.request(request, EVERYTHING)
    for told in (file.number, "Ill or hurt", "我头晕", "not sure (42 %): listen yourself", "overdue 1 h", "Chinese"):
        assert told in page, told
    assert "name spoken, listen below" in page
    assert "today, 10:00" in page
    assert page.count("<audio") == 2
    assert 'lang="zh-Hans" dir="auto">我头晕' in page
    assert history(page)[:2] == ["The person asked for help", "The machine heard it as: “我头晕”"]


def test_without_a_transcript_the_page_says_so(desk: Browser, record: Record) -> None:
    spoken, silent = ask(record, seconds=0.3), ask(record, "money")
    assert "has written nothing down. Please listen" in desk.get(f"/requests/{spoken}").text
    page = desk.get(f"/requests/{silent}").text
    assert "chose the picture only" in page
    assert "without a name" in page


def test_a_recording_is_played_whole_or_in_pieces_and_listening_is_written_down(
    desk: Browser, record: Record, li_na: Worker
) -> None:
    request = ask(record, seconds=0.5)
    address = f"/requests/{request}/recordings/{record.request(request, EVERYTHING).recordings[0].hash}.wav"
    whole = desk.get(address)
    with wave.open(io.BytesIO(whole.data)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (16000, 1, 8000)
    assert whole.headers["Cache-Control"] == "no-store"
    piece = desk.get(address, Range="bytes=100-199")
    assert (piece.status_code, piece.data) == (206, whole.data[100:200])
    heard = [each for each in history(desk.get(f"/requests/{request}").text) if "listened" in each]
    assert heard == ["Li Na listened to the recording"]


def test_a_recording_is_only_found_under_its_own_request(desk: Browser, record: Record) -> None:
    mine, other = ask(record, seconds=0.2), ask(record)
    kept = record.request(mine, EVERYTHING).recordings[0].hash
    assert desk.get(f"/requests/{other}/recordings/{kept}.wav").status_code == 404
    assert desk.get(f"/requests/{mine}/recordings/{'0' * 64}.wav").status_code == 404


def test_every_action_confirms_itself_and_is_told_in_the_history(
    desk: Browser, office: Browser, record: Record, li_na: Worker
) -> None:
    request = ask(record)
    acts = [
        ("take", {}, "You have this request in hand now.", "took it in hand"),
        ("note", {"text": "Ring the son\r\nfirst"}, "The note is saved.", "noted: “Ring the son first”"),
        ("reply", {"text": "您好。明天上午来。"}, "Saved. The kiosk will say it", "answered: “您好。明天上午来。”"),
        (
            "visit",
            {"day": "2026-11-24", "part": "morning"},
            "Saved: somebody comes",
            "set a visit: tomorrow, morning",
        ),
        ("done", {}, "Saved. The kiosk asks the person", "said that it is done"),
        ("word", {"answer": "good"}, "Closed, on the person", "said: it is good now"),
    ]
    after_all = [
        (
            "end",
            {"how": "referred", "reason": "镇上的办事处会办。"},
            "Ended: Another office takes it on",
            "ended it: Another office takes it on. 镇上的办事处会办。",
        ),
        ("reopen", {}, "It is open again.", "opened it again"),
        ("done", {}, "Saved. The kiosk asks the person", "said that it is done"),
        ("word", {"answer": "not_yet"}, "A supervisor has it now.", "said: not yet. A supervisor has it now"),
    ]
    second = ask(record)
    every = [*((request, *each) for each in acts), *((second, *each) for each in after_all)]
    for of, action, form, told, sentence in every:
        here = f"/requests/{of}"
        done = desk.post(f"{here}/{action}", once=ONCE, **form)
        assert (done.status_code, done.headers["Location"]) == (302, here), action
        assert re.search(rf'class="told" role="status">{re.escape(told)}', desk.get(here).text), action
        assert history(office.get(here).text)[0].startswith(f"Li Na {sentence}"), action
    file = record.request(second, EVERYTHING)
    assert (file.status, file.worker_name, file.reopened) == ("taken", "Zhao", 1)
    assert desk.get(f"/requests/{second}").status_code == 404, "it is the supervisor's now"
    assert record.status(request).replies[0].text == "您好。明天上午来。"
    assert record.status(request).visit == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_form_sent_twice_writes_once_and_other_words_are_another_form(desk: Browser, record: Record) -> None:
    request = ask(record)
    here = f"/requests/{request}"
    for _ in range(2):
        assert desk.post(f"{here}/reply", once=ONCE, text="您好。").status_code == 302
        assert desk.post(f"{here}/note", once=ONCE, text="a").status_code == 302
        assert desk.post(f"{here}/visit", once=ONCE, day="2026-11-25", part="exact", time="14:30").status_code == 302
        assert desk.post(f"{here}/take", once=ONCE).status_code == 302
    desk.post(f"{here}/reply", once=ONCE, text="您好。我明天来。")
    for _ in range(2):
        assert desk.post(f"{here}/done", once=ONCE).status_code == 302
    for _ in range(2):
        assert desk.post(f"{here}/end", once=ONCE, how="withdrawn").status_code == 302
    file = record.request(request, EVERYTHING)
    assert [each.text for each in file.replies] == ["您好。", "您好。我明天来。"]
    assert [each.text for each in file.notes] == ["a"]
    assert [each.planned_for for each in file.visits] == [datetime(2026, 11, 25, 6, 30, tzinfo=UTC)]


def test_the_second_of_two_workers_is_told_who_has_it(
    desk: Browser, office: Browser, record: Record, li_na: Worker
) -> None:
    request = ask(record)
    assert desk.post(f"/requests/{request}/take").status_code == 302
    page = office.post(f"/requests/{request}/take")
    assert page.status_code == 409
    assert "Li Na has it already" in page.text
    assert "Li Na has this request in hand" in page.text
    assert record.request(request, EVERYTHING).worker == li_na.id


def test_whoever_reads_an_old_page_hears_that_it_changed_but_not_of_listening(
    desk: Browser, office: Browser, record: Record
) -> None:
    request = ask(record, seconds=0.2)
    page = desk.get(f"/requests/{request}").text
    since, seen = re.search(r'data-since="(\d+)" data-seen="(\d+)"', page).groups()
    changes = f"/requests/{request}/changes?since={since}&seen={seen}"
    assert desk.get(changes).status_code == 204
    desk.get(f"/requests/{request}/recordings/{record.request(request, EVERYTHING).recordings[0].hash}.wav")
    ask(record)
    assert desk.get(changes).status_code == 204
    office.post(f"/requests/{request}/note", text="seen")
    assert desk.get(changes).json == {"seen": int(seen) + 1}


@pytest.mark.parametrize(
    ("action", "form", "advice"),
    [
        ("reply", {"text": "  "}, "Write something first."),
        ("reply", {"text": "好" * 312}, "at most 300 characters. Shorten it by 12."),
        ("note", {"text": "x" * 2001}, "At most 2000 characters. Shorten it by 1."),
        ("visit", {"day": "soon", "part": "morning"}, "Choose a day."),
        ("visit", {"day": "2026-11-24", "part": "exact", "time": "noon"}, "or write a time such as 14:30"),
        ("visit", {"day": "2026-11-22", "part": "evening"}, "Choose a later one."),
        ("visit", {"day": "2026-11-23", "part": "exact", "time": "09:59"}, "Choose a later one."),
        ("end", {}, "Choose one of the answers."),
        ("end", {"how": "closed"}, "Choose one of the answers."),
        ("end", {"how": "refused"}, "Write why. The person will hear it."),
        ("end", {"how": "duplicate", "same_as": "1"}, "There is no other request with that number."),
    ],
)
def test_a_mistake_is_one_line_that_says_the_mend_and_loses_nothing(
    desk: Browser, record: Record, action: str, form: dict[str, str], advice: str
) -> None:
    request = ask(record)
    desk.get(f"/requests/{request}")
    before = len(record.request(request, EVERYTHING).history)
    page = desk.post(f"/requests/{request}/{action}", **form)
    assert page.status_code == 400
    assert advice in re.search(r'role="alert">([^<]*)', page.text)[1]
    assert form.get("text", "").strip() in page.text
    assert len(record.request(request, EVERYTHING).history) == before


def test_this_morning_can_still_be_promised_in_the_morning(desk: Browser, record: Record) -> None:
    request = ask(record)
    assert desk.post(f"/requests/{request}/visit", day="2026-11-23", part="morning").status_code == 302


def test_what_has_ended_takes_notes_only(desk: Browser, office: Browser, record: Record) -> None:
    request = ask(record)
    desk.post(f"/requests/{request}/end", how="withdrawn")
    page = office.post(f"/requests/{request}/reply", text="您好。")
    assert page.status_code == 409
    assert "This request has ended." in page.text
    assert "/reply" not in office.get(f"/requests/{request}").text
    assert office.post(f"/requests/{request}/done").status_code == 409
    assert office.post(f"/requests/{request}/note", text="afterwards").status_code == 302


def test_a_request_that_is_not_there_is_one_calm_page(desk: Browser) -> None:
    page = desk.get("/requests/nowhere")
    assert page.status_code == 404
    assert "There is nothing here" in page.text
    assert desk.post("/requests/nowhere/reply", text="x").status_code == 404


def test_hostile_names_and_notes_are_words(desk: Browser, record: Record, li_na: Worker) -> None:
    request = ask(record)
    hostile = "<svg onload=alert(1)>'\"&"
    record.name_person(request, li_na.id, record.people.add(hostile, who=li_na.id))
    desk.post(f"/requests/{request}/note", text=hostile)
    desk.post(f"/requests/{request}/reply", text=f"</textarea>{hostile}" * 20)
    page = desk.get(f"/requests/{request}").text
    assert "<svg onload" not in page
    assert page.count("&lt;svg onload=alert(1)&gt;") >= 3


def test_without_a_browser_that_keeps_cookies_nothing_is_possible(desk: Browser, record: Record) -> None:
    request = ask(record)
    desk.client.delete_cookie("xiangban_panel")
    assert desk.client.post(f"/requests/{request}/take", data={}, headers=ORIGIN).status_code == 400
    assert record.request(request, EVERYTHING).worker is None
