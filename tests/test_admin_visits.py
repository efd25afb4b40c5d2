"""A day of visits in the order of the way, and forms that no lost network loses or doubles, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from admin_browser import SOON, TOO_SMALL, owes_the_second_step
from admin_house import PASSWORD, Browser, ask
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from casework.access import EVERYTHING
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house", "admin_browser"]
HERE = ZoneInfo("Asia/Shanghai")
TEN = datetime(2026, 11, 23, 11, 0, tzinfo=HERE)
ONCE = "11111111-1111-4111-8111-111111111111"
DATA = "http://**/visits/road"
Opener = Callable[..., Page]


@pytest.fixture
def visit(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Li Na goes to Grandma Wang today at eleven; one step is agreed."""
    plan = record.plans.open(grandma_wang.id, li_na.id, TEN.date() + timedelta(days=30))
    record.plans.add_goal(plan, li_na.id, "我想自己走到村口")
    record.plans.add_step(plan, li_na.id, "量血压", "worker")
    return record.visits.plan(grandma_wang.id, li_na.id, TEN, "看看药")


def reports(record: Record, person: Person) -> list[tuple[str, str | None]]:
    return [(each.outcome, each.said) for each in record.visits.reports(EVERYTHING, person.id)]


def test_a_day_shows_where_to_go_and_what_for(
    desk: Browser, record: Record, visit: str, grandma_wang: Person, li_na: Worker
) -> None:
    household = record.people.get(grandma_wang.id).household_id
    record.people.homes.change_household(household, li_na.id, {"lane": "后巷绿门", "route": 1})
    page = desk.get("/visits").text
    for shown in ("11:00", "王奶奶", "后巷绿门", "看看药", "量血压", "morning", "noon"):
        assert (shown in page) == (shown != "morning"), shown
    assert "No visits planned" in desk.get("/visits?day=2026-11-24").text
    assert "王奶奶" in desk.get("/visits?all=1").text
    assert desk.get("/visits?day=nonsense").status_code == 200


def test_on_the_way_the_visitor_reads_what_the_person_wants_in_their_own_words(
    desk: Browser, record: Record, visit: str, grandma_wang: Person, li_na: Worker
) -> None:
    (plan,) = record.plans.of(EVERYTHING, grandma_wang.id)
    record.plans.end_goal(plan.id, record.plans.add_goal(plan.id, li_na.id, "我想学认字"), li_na.id, "reached")
    for page in (
        desk.get(f"/visits/road?visit={visit}").text,
        desk.get(f"/visits/road?person={grandma_wang.id}").text,
    ):
        assert "我想自己走到村口" in page
        assert "我想学认字" not in page, "reached already"


def test_a_visit_nobody_wrote_about_and_a_review_are_asked_for(
    desk: Browser, record: Record, visit: str, clock
) -> None:
    clock.move(days=31)
    desk.sign_in("lina")
    page = desk.get("/visits").text
    assert "Visits nobody has written about yet" in page
    assert "Plans to look at together" in page


def test_without_a_script_the_form_is_sent_as_any_form_and_twice_is_once(
    desk: Browser, record: Record, visit: str, grandma_wang: Person
) -> None:
    told = {"once": ONCE, "visit": visit, "person": grandma_wang.id, "outcome": "met", "said": "好多了"}
    for _ in range(2):
        assert desk.post("/visits/road", **told).status_code == 302
    assert reports(record, grandma_wang) == [("met", "好多了")]
    for wrong in ({"once": "x"}, {"outcome": "judged"}, {"again_on": "soon"}):
        assert desk.fetch("/visits/road", **{**told, "once": ONCE.replace("1", "2"), **wrong}).status_code == 400
    assert (
        desk.fetch("/visits/road", **{**told, "once": ONCE.replace("1", "3"), "person": "nobody"}).status_code == 404
    )
    assert reports(record, grandma_wang) == [("met", "好多了")]


def test_a_phone_with_a_wrong_clock_is_not_believed(
    desk: Browser, record: Record, visit: str, grandma_wang: Person, clock
) -> None:
    for number, at in enumerate(
        ("1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "never", "2026-11-23T09:30:00+08:00")
    ):
        once = ONCE.replace("1", str(number + 2))
        told = {"once": once, "person": grandma_wang.id, "outcome": "met", "said": at, "visited_at": at}
        assert desk.fetch("/visits/road", **told).json == {"kept": once}
    found = {each.said: each.visited_at for each in record.visits.reports(EVERYTHING, grandma_wang.id)}
    assert found.pop("2026-11-23T09:30:00+08:00") == datetime(2026, 11, 23, 9, 30, tzinfo=HERE)
    assert set(found.values()) == {clock.now}


def test_what_is_kept_on_the_phone_without_network_names_nobody(desk: Browser, visit: str) -> None:
    page = desk.get("/visits/road/shell").text
    assert "王奶奶" not in page
    assert "Li Na" not in page
    assert "form-token" not in page
    worker = desk.get("/visits/road/worker.js")
    assert worker.mimetype in ("text/javascript", "application/javascript")
    assert worker.headers["Service-Worker-Allowed"] == "/visits/road"


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]", timeout=SOON)
    return page


def fill_in(page: Page, said: str = "好多了") -> None:
    page.locator(".door").first.evaluate("(door) => { door.open = true; }")
    page.get_by_label("Met").check()
    page.locator("textarea[name=said]").fill(said)
    page.get_by_label("量血压").check()


def settled(page: Page, words: str) -> None:
    expect(page.locator(".door .state").first).to_have_text(words, timeout=SOON)


def come_back(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_form_written_without_network_arrives_once_when_the_phone_is_back(
    opens: Opener, record: Record, visit: str, grandma_wang: Person
) -> None:
    page = ready(opens("/visits/road", width=390, height=844))
    assert page.evaluate(TOO_SMALL) == []
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    fill_in(page)
    page.get_by_role("button", name="Finished, send it").click()
    settled(page, "Waits to be sent")
    assert reports(record, grandma_wang) == []
    come_back(page)
    settled(page, "Sent")
    assert reports(record, grandma_wang) == [("met", "好多了")]
    assert not record.plans.of(EVERYTHING, grandma_wang.id)[0].steps[0].open
    assert record.visits.get(EVERYTHING, visit).ended == "done"


def test_the_page_opens_without_network_with_what_was_typed_and_is_locked_on_the_phone(
    opens: Opener, record: Record, visit: str, grandma_wang: Person
) -> None:
    page = ready(opens("/visits/road", width=390, height=844))
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    fill_in(page, "门口的台阶太高")
    settled(page, "Not finished; kept on this phone")
    page.wait_for_timeout(200)
    page.reload()
    ready(page)
    expect(page.locator(".door b").first).to_have_text("王奶奶", timeout=SOON)
    page.locator(".door").first.evaluate("(door) => { door.open = true; }")
    assert page.locator("textarea[name=said]").input_value() == "门口的台阶太高"
    assert page.get_by_label("量血压").is_checked()
    stored = page.evaluate(KEPT)
    assert "box" in stored
    assert "王奶奶" not in stored
    assert "台阶" not in stored
    cached = page.evaluate(
        "caches.open('xiangban-road-1').then((all) => all.match('/visits/road/shell')).then((a) => a.text())"
    )
    assert "王奶奶" not in cached
    page.get_by_role("button", name="Finished, send it").click()
    settled(page, "Waits to be sent")
    come_back(page)
    settled(page, "Sent")
    assert reports(record, grandma_wang) == [("met", "门口的台阶太高")]


KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('xiangban-road', 1);
  asked.onsuccess = () => {
    const all = [];
    const transaction = asked.result.transaction(['drafts', 'page']);
    for (const name of ['drafts', 'page']) {
      const rows = transaction.objectStore(name).getAll();
      rows.onsuccess = () => all.push(...rows.result.map((each) => each.box
        ? `box ${new TextDecoder().decode(each.box)}` : JSON.stringify(each)));
    }
    transaction.oncomplete = () => done(all.join(' '));
  };
})"""
"""Everything that the browser has on its disk for the road, as text."""


def test_a_network_that_dies_in_the_middle_of_sending_doubles_nothing(
    opens: Opener, record: Record, visit: str, grandma_wang: Person
) -> None:
    page = ready(opens("/visits/road", width=390, height=844))
    arrived = []

    def swallow_the_answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        route.fetch()  # the station has it on its disk
        arrived.append(1)
        page.context.set_offline(True)
        route.abort()  # and the phone never hears of it

    page.route(DATA, swallow_the_answer)
    fill_in(page)
    page.get_by_role("button", name="Finished, send it").click()
    settled(page, "Waits to be sent")
    expect(page.locator("#waiting")).to_contain_text("cannot be reached", timeout=SOON)
    assert arrived == [1]
    assert reports(record, grandma_wang) == [("met", "好多了")]
    page.unroute(DATA)
    come_back(page)
    settled(page, "Sent")
    assert reports(record, grandma_wang) == [("met", "好多了")]
    with record.store.read() as database:
        assert database["reports"].count == 1


def test_a_form_that_waits_outlives_the_sign_in(
    opens: Opener, record: Record, visit: str, grandma_wang: Person, clock
) -> None:
    page = ready(opens("/visits/road", width=390, height=844))
    fill_in(page)
    clock.move(hours=13)
    page.get_by_role("button", name="Finished, send it").click()
    expect(page.locator("#waiting")).to_contain_text("Sign in again", timeout=SOON)
    settled(page, "Waits to be sent")
    other = page.context.new_page()
    other.goto("/sign-in")
    other.fill("#login", "lina")
    other.fill("#password", "three ducks swimming")
    other.keyboard.press("Enter")
    other.wait_for_url("**/queue")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    settled(page, "Sent")
    assert reports(record, grandma_wang) == [("met", "好多了")]


def test_a_colleague_on_the_same_phone_neither_sees_nor_sends_what_waits(
    opens: Opener, record: Record, zhao: Worker, li_na: Worker, visit: str, grandma_wang: Person
) -> None:
    page = ready(opens("/visits/road", width=390, height=844))
    page.context.set_offline(True)
    fill_in(page)
    page.get_by_role("button", name="Finished, send it").click()
    settled(page, "Waits to be sent")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.context.clear_cookies()
    for login, password, sent in (
        (zhao.login, "rice field at dawn", []),
        (li_na.login, PASSWORD, [("met", "好多了")]),
    ):
        page.goto("/sign-in")
        page.fill("#login", login)
        page.fill("#password", password)
        page.keyboard.press("Enter")
        owes_the_second_step(page, record, login)
        ready_again = page.goto("/visits/road")
        assert ready_again is not None
        ready(page)
        page.wait_for_load_state("networkidle")
        assert reports(record, grandma_wang) == sent
        page.context.clear_cookies()


def test_over_plain_http_what_was_typed_is_kept_without_a_name_and_the_page_says_so(
    opens: Opener, record: Record, visit: str, grandma_wang: Person
) -> None:
    page = opens("/visits/road", width=390, height=844)
    page.add_init_script("Object.defineProperty(globalThis, 'isSecureContext', { value: false })")
    page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.forEach((each) => each.unregister()))"
    )
    ready(page)
    page.reload()
    ready(page)
    expect(page.locator("#kept")).to_contain_text("keep it open")
    page.context.set_offline(True)
    fill_in(page, "腿好些了")
    page.get_by_role("button", name="Finished, send it").click()
    settled(page, "Waits to be sent")
    stored = page.evaluate(KEPT)
    assert "腿好些了" in stored
    assert "王奶奶" not in stored.replace("box", "")
    come_back(page)
    settled(page, "Sent")
    assert reports(record, grandma_wang) == [("met", "腿好些了")]


@pytest.mark.parametrize(("width", "height", "locale"), [(1280, 800, "zh-CN"), (390, 844, "en-US")])
def test_every_page_about_people_fits_is_large_enough_to_press_and_passes_axe(
    opens: Opener,
    record: Record,
    li_na: Worker,
    grandma_wang: Person,
    xiao_li: Person,
    visit: str,
    width,
    height,
    locale,
) -> None:
    people, request = record.people, ask(record, seconds=0.3)
    record.name_person(request, li_na.id, grandma_wang.id)
    people.change(grandma_wang.id, li_na.id, {"born": 1948, "reach": "w" * 200, "languages": "dialect zh"})
    twin = people.add("王奶奶", li_na.id, born=1948)
    for kind in ("lives_alone", "hard_of_hearing", "moves_hardly"):
        people.circumstances.add(grandma_wang.id, li_na.id, kind)
    people.relations.add(grandma_wang.id, li_na.id, "son", "王" * 30, phone="138 0000 0000", may_call=1)
    record.visits.not_today(record.visits.not_today(visit, "kiosk", "今天要赶集" * 10), "kiosk")
    record.visits.plan(grandma_wang.id, li_na.id, TEN, "看" * 60)
    home = people.get(grandma_wang.id)
    page = opens("/persons", width=width, height=height, locale=locale)
    for path in (
        *("/persons", f"/persons/{grandma_wang.id}", f"/persons/{grandma_wang.id}/with/{twin}", "/persons/watch"),
        *(f"/households/{home.household_id}", f"/villages/{home.village_id}", f"/requests/{request}/who"),
        *("/visits", "/visits?all=1", "/visits/road"),
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(TOO_SMALL) == [], path
        if width == 390:  # once is enough: it is slow
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
