"""The panel is closed by default, takes forms only from itself, and says so in every header."""

from __future__ import annotations

from pathlib import Path

from admin_house import ORIGIN, Browser, ask, panel
from flask import Flask
from werkzeug.routing import Rule

from admin import PanelSettings, create_app
from admin.guard import HEADERS
from admin.permits import OPEN, PERMITS
from casework.access import EVERYTHING
from casework.access.acts import CHANGE_VOICE
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]

SAMPLES = {
    "call": "nothing",
    "card_id": "c",
    "circle_id": "none",
    "alarm": "none",
    **dict.fromkeys(("person_id", "other_id", "relation_id", "plan_id", "household_id", "village_id"), "nobody"),
    "rule": "old_and_alone",
    **dict.fromkeys(("view", "absence", "override", "code", "referral_id"), "nothing"),
    "report_id": "nobody",
    "request_id": "11111111-1111-4111-8111-111111111111",
    "name": "dog",
    **dict.fromkeys(("worker_id", "reset_id"), "nobody"),
    "card": "code",
    "handle": "0123456789abcdef",
    "filename": "look.css",
    "language": "zh",
    "sentence": "0123456789abcdef",
}


def address_of(rule: Rule) -> str:
    found = rule.rule
    for argument in rule.arguments:
        found = found.replace(f"<{argument}>", SAMPLES[argument]).replace(f"<path:{argument}>", SAMPLES[argument])
    return found


def test_every_page_is_closed_to_anybody_but_the_few_named_open(app: Flask, anybody: Browser) -> None:
    walked = set()
    for rule in app.url_map.iter_rules():
        page = anybody.get(address_of(rule)) if "GET" in rule.methods else anybody.post(address_of(rule))
        walked.add(rule.endpoint)
        if rule.endpoint in OPEN:
            shut = {410} if rule.endpoint.startswith("outside.") else set()  # a link that opens nothing
            assert page.status_code in {200, 302, *shut}, rule
            assert page.headers.get("Location") != "/sign-in", rule
        elif "GET" in rule.methods:
            assert (page.status_code, page.headers["Location"]) == (302, "/sign-in"), rule
        else:
            assert page.status_code == 401, rule
    assert walked >= OPEN
    assert len(walked) > len(OPEN) + 10


def test_every_page_has_its_line_in_the_permits_and_every_line_its_page(app: Flask) -> None:
    assert {each.endpoint for each in app.url_map.iter_rules()} == OPEN | set(PERMITS)


def test_what_changes_the_voice_is_for_supervisors_only(app: Flask, desk: Browser, office: Browser) -> None:
    supervised = [each for each in app.url_map.iter_rules() if PERMITS.get(each.endpoint) == CHANGE_VOICE]
    assert len(supervised) == 8
    for rule in supervised:
        for browser, answers in ((desk, {403}), (office, {302, 400, 404})):
            page = browser.get(address_of(rule)) if "GET" in rule.methods else browser.post(address_of(rule))
            assert page.status_code in answers, (rule, page.status_code)


def test_only_the_page_that_records_may_open_the_microphone(desk: Browser) -> None:
    assert "microphone=(self)" in desk.get("/voice/zh").headers["Permissions-Policy"]
    for address in ("/queue", "/works", "/voice"):
        assert "microphone=()" in desk.get(address).headers["Permissions-Policy"], address


def test_an_address_that_does_not_exist_tells_anybody_nothing(anybody: Browser) -> None:
    assert anybody.get("/requests/any/thing").headers["Location"] == "/sign-in"


def test_a_script_of_ours_is_told_that_the_sign_in_is_over(anybody: Browser) -> None:
    page = anybody.get("/queue/changes", Accept="application/json")
    assert page.status_code == 401
    assert page.json["advice"]


def test_every_answer_carries_the_headers(app: Flask, desk: Browser, record: Record) -> None:
    request = ask(record, seconds=0.2)
    kept = record.request(request, EVERYTHING).recordings[0].hash
    for address in ("/queue", f"/requests/{request}", f"/requests/{request}/recordings/{kept}.wav", "/nowhere"):
        page = desk.get(address)
        told = {name: page.headers[name] for name in HEADERS}
        if address == f"/requests/{request}":  # the one page here on which an answer can be spoken
            told["Permissions-Policy"] = told["Permissions-Policy"].replace("microphone=(self)", "microphone=()")
        assert told == HEADERS, address
        assert page.headers["Cache-Control"] == "no-store", address
    assert desk.get("/pictures/dog.svg").headers["Cache-Control"] == "max-age=86400"
    assert desk.get("/static/look.css").headers["X-Content-Type-Options"] == "nosniff"
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_carries_inline_script_or_style(desk: Browser, record: Record) -> None:
    request = ask(record, seconds=0.2, said="头晕")
    for address in ("/queue", f"/requests/{request}", "/voice/zh", "/works", "/workers", "/join", "/sign-in"):
        page = desk.get(address).text
        assert " style=" not in page, address
        assert "<style" not in page, address
        assert " onclick" not in page, address
        assert page.count("<script") == page.count('<script type="module" src="/static/'), address


def test_only_pictures_of_the_list_are_drawn(anybody: Browser) -> None:
    assert anybody.get("/pictures/rabbit.svg").mimetype == "image/svg+xml"
    assert anybody.get("/pictures/1F600.svg").status_code == 404
    assert anybody.get("/pictures/..%2F..%2Fetc%2Fpasswd.svg").status_code in (302, 404)


def test_a_form_without_its_token_changes_nothing(desk: Browser, record: Record, li_na: Worker) -> None:
    request = ask(record)
    for token in ("", "made up"):
        page = desk.client.post(f"/requests/{request}/take", data={"form_token": token}, headers=ORIGIN)
        assert page.status_code == 400
    assert record.request(request, EVERYTHING).worker is None


def test_a_form_from_another_site_changes_nothing(desk: Browser, record: Record) -> None:
    request = ask(record)
    told = {"form_token": desk.token()}
    for headers in ({"Origin": "http://localhost:9"}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
        assert desk.client.post(f"/requests/{request}/take", data=told, headers=headers).status_code == 403
    assert record.request(request, EVERYTHING).worker is None


def test_the_token_of_one_session_is_nothing_in_another(app: Flask, desk: Browser, record: Record) -> None:
    request = ask(record)
    foreign = Browser(app).token()
    page = desk.client.post(f"/requests/{request}/take", data={"form_token": foreign}, headers=ORIGIN)
    assert page.status_code == 400


def test_the_cookie_is_for_the_browser_alone(anybody: Browser, li_na: Worker) -> None:
    cookie = anybody.sign_in(li_na.login).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie


def test_the_session_is_another_one_after_signing_in(anybody: Browser, li_na: Worker) -> None:
    before = anybody.token()
    planted = anybody.client.get_cookie("xiangban_panel").value
    anybody.sign_in(li_na.login)
    assert anybody.token() != before
    anybody.client.set_cookie("xiangban_panel", planted)
    assert anybody.get("/queue").status_code == 302


def test_a_copied_cookie_opens_nothing_after_signing_out(desk: Browser) -> None:
    copied = desk.client.get_cookie("xiangban_panel").value
    assert desk.get("/queue").status_code == 200
    desk.post("/sign-out")
    desk.client.set_cookie("xiangban_panel", copied)
    assert desk.get("/queue").status_code == 302


def test_a_session_ends_by_itself_and_polling_does_not_prolong_it(desk: Browser, clock) -> None:
    for _ in range(11):
        clock.move(hours=1)
        assert desk.get("/queue/changes?since=0").status_code in (200, 204)
    clock.move(hours=1, seconds=1)
    assert desk.get("/queue/changes?since=0", Accept="application/json").status_code == 401


def test_a_restarted_panel_still_knows_who_is_signed_in(desk: Browser, record: Record, tmp_path: Path, clock) -> None:
    again = Browser(panel(record, tmp_path / "data", clock))
    again.client.set_cookie("xiangban_panel", desk.client.get_cookie("xiangban_panel").value)
    assert again.get("/queue").status_code == 200


def test_a_broken_list_of_sessions_means_signing_in_again_not_a_broken_panel(
    desk: Browser, record: Record, tmp_path: Path, clock
) -> None:
    (tmp_path / "data" / "panel.sessions.json").write_text('{"cut sh', "utf-8")
    again = Browser(panel(record, tmp_path / "data", clock))
    again.client.set_cookie("xiangban_panel", desk.client.get_cookie("xiangban_panel").value)
    assert again.get("/queue").status_code == 302


def test_keys_and_sessions_on_disk_are_for_the_station_alone(desk: Browser, tmp_path: Path) -> None:
    for name in ("panel.session.key", "panel.sessions.json"):
        assert (tmp_path / "data" / name).stat().st_mode & 0o777 == 0o600
    session = desk.client.get_cookie("xiangban_panel").value
    assert session not in (tmp_path / "data" / "panel.sessions.json").read_text()


def test_an_enormous_form_is_refused(desk: Browser, record: Record) -> None:
    request = ask(record)
    assert desk.post(f"/requests/{request}/note", text="x" * 100_000).status_code == 413


def test_health_tells_nothing_about_anybody(anybody: Browser, record: Record) -> None:
    ask(record, said="头晕")
    assert anybody.get("/health").json == {"well": True}


def test_behind_tls_the_cookies_travel_over_tls_only(record: Record, tmp_path: Path, li_na: Worker) -> None:
    browser = Browser(create_app(PanelSettings(tmp_path / "data", secure_cookies=True), record))
    page = browser.client.get("/sign-in", base_url="https://localhost")
    token = page.text.split('name="form-token" content="')[1].split('"')[0]
    told = {"form_token": token, "language": "en", "back": "/sign-in"}
    headers = {"Origin": "https://localhost"}
    chosen = browser.client.post("/language", data=told, headers=headers, base_url="https://localhost")
    assert "Secure" in page.headers["Set-Cookie"]
    assert "Secure" in chosen.headers["Set-Cookie"]
