"""Photographs of every kiosk screen in two languages and three sizes, for eyes; nothing is measured here."""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright
from waitress.server import create_server

from casework.record import Record
from casework.settings import RecordSettings
from kiosk.app import create_app
from kiosk.settings import KioskSettings
from voice.ear import Ear
from voice.mouth import Mouth
from voice.settings import HearingSettings, SpeakingSettings

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
SIZES = {"tall": (1080, 1920), "wide": (1280, 800), "phone": (390, 844)}
STORY: tuple[tuple[str, str, str], ...] = (
    # screen, what is pressed there, what the photograph is called
    ("language", "", "01-language"),
    ("home", "", "02-home"),
    ("help", "", "03-help"),
    ("help.more", "", "04-help-more"),
    ("help.more", "house", "05-describe"),
    ("help.describe", "skip", "06-name"),
    ("help.name", "say_name", "07-say-name"),
    ("help.say_name", "no_name", "08-confirm"),
    ("help.confirm", "send", "09-receipt"),
    ("help.receipt", "undo", "10-undo"),
    ("listen", "", "11-listen"),
    ("listen.scams", "", "12-subject"),
    ("listen.scams", "1", "13-topic"),
    ("mine", "number", "14-keypad"),
    ("mine.number", "digit:4", "15-keypad-digit"),
    ("mine.colour", "", "16-colour"),
    ("mine.colour", "blue", "17-animal"),
    ("mine.animal2", "", "18-animal-more"),
    ("mine", "", "19-mine"),
    ("mine.not_found", "", "20-not-found"),
    ("still_there", "", "21-still-there"),
    ("help.not_sent", "", "22-not-sent"),
    ("help.taken_back", "", "23-taken-back"),
)


@contextmanager
def station(folder: Path) -> Iterator[tuple[str, Record]]:
    """A kiosk of a small village on a free port; its address and record."""
    places = RecordSettings(
        path=folder / "data" / "record.db", key_file=folder / "data.key", recordings=folder / "rec"
    )
    record = Record.open(places)
    ear, mouth = Ear(HearingSettings(models=folder / "models")), Mouth(SpeakingSettings(cache=folder / "speech"))
    app = create_app(KioskSettings(village="王家村", printer=True), record, ear, mouth)
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}", record
    finally:
        server.close()
        mouth.close()
        ear.close()
        record.close()


def tell_story(browser: BrowserContext, page: Page, address: str, language: str, folder: Path, size: str) -> None:
    """Walk through the screens, photographing each."""

    def press(screen: str, choice: str) -> str:
        form: dict[str, str | float | bool] = {"screen": screen, "choice": choice, "mode": "touch"}
        answer = browser.request.post(f"{address}/choose", form=form, headers={"Accept": "application/json"})
        return str(answer.json()["goes"])

    page.goto(address)
    photograph(page, folder / f"{language}-{size}-00-first.png")
    press("language", language)
    for screen, pressed, name in STORY:
        goes = (
            press(screen, f"digit:{pressed}" if pressed.isdecimal() else pressed) if pressed else f"/screen/{screen}"
        )
        page.goto(address + goes)
        photograph(page, folder / f"{language}-{size}-{name}.png")
    browser.request.post(f"{address}/leave")


def answer_one(record: Record, language: str) -> str:
    """A request that a worker has answered and will visit; its number."""
    draft = record.requests.draft(language, category="house")
    receipt = record.requests.submit(draft)
    worker = next(iter(record.workers.all()), None) or record.workers.enrol(
        str(record.workers.first_code()), "李娜", "lina", "rice field at dawn"
    )
    record.take(receipt.request, worker.id)
    text = (
        "王奶奶，屋顶我看过照片了。明天我带师傅来修，您不用出钱。"
        if language == "zh"
        else ("I have seen the roof. Tomorrow I bring somebody who mends it. You need not pay.")
    )
    record.reply(receipt.request, worker.id, text)
    record.plan_visit(receipt.request, worker.id, datetime.now(UTC) + timedelta(days=1))
    return receipt.number


def photograph_answer(browser: BrowserContext, page: Page, address: str, number: str, path: Path) -> None:
    """The screen on which a worker's answer is told."""
    goes = "/screen/mine.number"
    for digit in number:
        form: dict[str, str | float | bool] = {"screen": "mine.number", "choice": f"digit:{digit}", "mode": "digit"}
        answer = browser.request.post(f"{address}/choose", form=form, headers={"Accept": "application/json"})
        goes = str(answer.json()["goes"])
    page.goto(address + goes)
    photograph(page, path)


def photograph(page: Page, path: Path) -> None:
    """Once the pictures are there."""
    page.wait_for_load_state("load")
    page.screenshot(path=path)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the photographs into a folder."""
    parser = argparse.ArgumentParser(prog="photos", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="zh,en")
    parser.add_argument("--sizes", default=",".join(SIZES))
    told = parser.parse_args(argv)
    told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, station(Path(place)) as (address, record), sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in told.sizes.split(","):
            width, height = SIZES[size]
            for language in told.languages.split(","):
                browser = chromium.new_context(viewport={"width": width, "height": height})
                page = browser.new_page()
                tell_story(browser, page, address, language, told.folder, size)
                number = answer_one(record, language)
                page.goto(f"{address}/")
                browser.request.post(f"{address}/choose", form={"screen": "language", "choice": language})
                photograph_answer(browser, page, address, number, told.folder / f"{language}-{size}-24-answer.png")
                browser.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
