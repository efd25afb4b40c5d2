"""A thousand random messages around a real call of two browsers; then its link is taken back in the middle of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from urllib.parse import quote, urlsplit

from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.calling import LOGIN, Village, at_the_kiosk, browser, moving, press, village, wait_for
from benchmarks.gathering import on_the_phone
from benchmarks.standing import PASSWORD
from benchmarks.tab import Tab, at_the_desk, with_the_link
from benchmarks.table import Row
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY

MESSAGES = 1000
STRANGERS = 3
"""Phones with a link of their own that send nonsense."""
PAGES = (
    *("/call/news", "/call/ice", "/ring", "/call/{call}/answer", "/call/{call}/decline", "/call/{call}/hang_up"),
    *("/call/{call}/signal", "/call/{call}/signal", "/call/{call}/signal", "/call/{call}/hand"),
)
LEAVING = ("/ring", "/call/{call}/decline", "/call/{call}/hang_up")
"""What the two who talk do not send: it would be no nonsense."""
SOON = 60_000


def nonsense(folder: Path) -> Iterator[Row]:
    """Random messages, then the link."""
    with village(folder) as here, sync_playwright() as play:
        links = _links(here)
        opened = browser(play)
        phone, kiosk = on_the_phone(opened, links[0]), at_the_kiosk(opened, here, language="en")
        phone.locator("[data-do=ring]").click(timeout=SOON)
        kiosk.wait_for_selector("body[data-screen='calls.rings']", timeout=SOON)
        press(kiosk, "answer")
        for each in (kiosk, phone):
            moving(each)
        call = here.line.ask("poll", party=f"kiosk:{here.standing.record.settings.station}", after=0, life="")["call"]
        said = Counter(status // 100 for status in _sent([with_the_link(each) for each in links], call))
        told = ", ".join(f"{count} × {hundred}xx" for hundred, count in sorted(said.items()))
        yield Row(f"{MESSAGES} random messages around a real call: {told}", "", 5 not in said and len(said) > 1)
        for each in (kiosk, phone):
            moving(each)
        talking = here.line.ask("poll", party=f"kiosk:{here.standing.record.settings.station}", after=0, life="")
        yield Row("… both still see each other, the exchange knows the call", "yes", talking["call"] == call)
        yield from _taken_back(here, links[0], kiosk, phone)
        stranger = with_the_link(links[1])
        status, _ = stranger.post("/ring")
        yield Row("afterwards another relative's call still rings", str(status), status == 200)
        stranger.close()
        opened.close()


def _links(here: Village) -> list[str]:
    """A person with a son who talks and with some more who send nonsense: their links."""
    record, worker, links = here.standing.record, here.worker.id, []
    person = record.people.add("王奶奶", who=worker)
    record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
    record.quiet.wish(person, (), "kiosk")  # measured at any hour
    for number in range(1 + STRANGERS):
        relation = record.people.relations.add(person, worker, "son", f"儿子{number}", may_call=1)
        _, secret = record.invitations.invite(relation, worker, "zh")
        links.append(f"{here.guests}/j/{secret}")
    return links


def _sent(phones: Sequence[Tab], call: str) -> Iterator[int]:
    """The same nonsense in every run; the status of each answer. The first phone is one of the two who talk."""
    chance = random.Random(20261129)  # noqa: S311 - no secret
    known = [call, call, "", "nonsense", "%00", "a" * 500]
    for _ in range(MESSAGES):
        phone = chance.choice(phones)
        path = chance.choice([each for each in PAGES if phone is not phones[0] or each not in LEAVING])
        path = path.format(call=quote(chance.choice(known) or "x", safe=""))
        if path in ("/call/news", "/call/ice"):
            after = chance.choice(["0", "-1", "9" * 30, "x", ""])
            status, _body = phone.get(f"{path}?after={after}&life={chance.choice(['', 'x' * 300])}")
        else:
            status, body = phone.post(path, _fields(chance))
            if path == "/ring" and status == 200:
                known.append(body.decode().partition('"call":"')[2].partition('"')[0])
        yield status
    for each in phones:
        each.close()


def _fields(chance: random.Random) -> dict[str, str]:
    return {
        "to": chance.choice(["kiosk:village-1", "guest:x", "", "worker:" + "z" * 200, "\u0000\U0001f4a9"]),
        "kind": chance.choice(["offer", "answer", "dance", ""]),
        "body": chance.choice(["v=0", "", "\u0000", "x" * chance.choice([10, 70_000]), "{" * 100, '{"sdp": 7}']),
    }


def _taken_back(here: Village, link: str, kiosk: Page, phone: Page) -> Iterator[Row]:
    """A worker ends the link on the panel's page while its call goes on."""
    desk, record = at_the_desk(here.panel, LOGIN, PASSWORD), here.standing.record
    invitation = record.invitations.open(urlsplit(link).path.rpartition("/")[2])
    page = f"/calls/links/{invitation.person}"
    desk.get(page)
    begun = monotonic()
    desk.post(f"{page}/end", {"link": invitation.id})
    wait_for(lambda: _shows_nobody(phone), 15)
    there = monotonic() - begun
    wait_for(lambda: kiosk.get_attribute("body", "data-screen") == "calls.over", 15)
    both = monotonic() - begun
    yield Row("its link is taken back: the phone shows nobody after", f"{there * 1000:.0f} ms", there <= 1)
    yield Row("… and the screen says so, after the phone was seen", f"{both * 1000:.0f} ms", both <= 1.5)
    again = Tab(here.guests)
    paths = ("/", "/call/news", "/call/ice", urlsplit(link).path)
    got = {again.get(each)[0] for each in paths} | {again.post("/ring")[0]}
    kept = {int(phone.evaluate("(path) => fetch(path).then(({ status }) => status)", each)) for each in paths}
    yield Row("… and it gives nothing any more", ", ".join(map(str, sorted(got | kept))), got | kept <= {403, 410})
    for each in (desk, again):
        each.close()


def _shows_nobody(phone: Page) -> bool:
    """Whether the call has left the phone's page; one that is just leaving for another is asked again."""
    try:
        return bool(phone.evaluate("document.body.dataset.state ?? 'closed'") != "talking")
    except Error:
        return False
