"""The visit form on a phone in the village network: behind the station's door the browser keeps the page, locked."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from admin_browser import FLAGS, SOON
from admin_house import PASSWORD
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from door_house import behind
from playwright.sync_api import Page, expect, sync_playwright

from admin import PanelSettings, create_app
from benchmarks.served import served
from casework.access import EVERYTHING
from casework.clock import Clock
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker
from station.door.authority import Door, door

NAME = "stone-village.test"
pytest_plugins = ["admin_house"]
TEN = datetime(2026, 11, 23, 11, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def identity(tmp_path: Path) -> Door:
    return door(tmp_path / "tls", [NAME], [])


@pytest.fixture
def outside(record: Record, tmp_path: Path, clock: Clock, identity: Door) -> Iterator[str]:
    """The panel behind the door, as the village's network reaches it."""
    app = create_app(PanelSettings(data=tmp_path / "data", village="Wangjia", secure_cookies=True), record, clock)
    with served(app) as address, behind(identity, int(address.rpartition(":")[2])) as port:
        yield f"https://{NAME}:{port}"


@pytest.fixture
def phone(outside: str, identity: Door, tmp_path: Path) -> Iterator[Page]:
    """A phone that trusts the station's authority and finds it by name."""
    leaf = x509.load_pem_x509_certificate(Path(identity.certificate).read_bytes())
    spki = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trusted = base64.b64encode(hashlib.sha256(spki).digest()).decode()
    flags = [f"--host-resolver-rules=MAP {NAME} 127.0.0.1", f"--ignore-certificate-errors-spki-list={trusted}"]
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "phone",
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, *flags],
            base_url=outside,
            viewport={"width": 390, "height": 844},
            locale="en-US",
        )
        yield context.new_page()
        context.close()


def test_behind_the_door_the_page_opens_without_network_and_the_form_arrives_once(
    phone: Page, record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    record.visits.plan(grandma_wang.id, li_na.id, TEN, "看看药")
    phone.goto("/sign-in")
    phone.fill("#login", li_na.login)
    phone.fill("#password", PASSWORD)
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/queue")
    phone.goto("/visits/road")
    phone.wait_for_selector("html[data-ready]", timeout=SOON)
    assert phone.evaluate("[isSecureContext, location.hostname]") == [True, NAME]
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.reload()
    phone.wait_for_selector("html[data-ready]", timeout=SOON)
    expect(phone.locator(".door b").first).to_have_text("王奶奶", timeout=SOON)
    phone.locator(".door").first.evaluate("(door) => { door.open = true; }")
    phone.get_by_label("Met").check()
    phone.locator("textarea[name=said]").fill("好多了")
    phone.get_by_role("button", name="Finished, send it").click()
    expect(phone.locator(".door .state").first).to_have_text("Waits to be sent", timeout=SOON)
    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator(".door .state").first).to_have_text("Sent", timeout=SOON)
    assert [each.said for each in record.visits.reports(EVERYTHING, grandma_wang.id)] == ["好多了"]
