"""Where something of a person could be left in a browser or at the station, and looking there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Response

from benchmarks.passing import Passer
from kiosk.saying import Sayings

PLACES = (
    *("page", "answers", "storage", "sounds", "sounds again", "said openly", "history"),
    *("memory", "profile", "station"),
)
"""The last four are large, or change what is searched: that is done now and then, and at the end."""
JS_FLAGS = "--js-flags=--heap-snapshot-string-limit=10000000"
"""For Chromium: a picture of its memory shows 1024 letters of each text otherwise."""
STORED = (Path(__file__).parent / "stored.js").read_text("utf-8")
SOUNDS = "await import(new URL('sound.js', document.querySelector('script[type=module]').src).href)"
"""The page's own copy of its loudspeaker."""
HEARD = f"async () => ({SOUNDS}).kept()"
AGAIN = """async (urls) => {
  const found = [];
  for (const url of urls) {
    const wish = { cache: 'only-if-cached', mode: 'same-origin' };
    const kept = await fetch(url, wish).then((each) => each.ok, () => false);
    const given = await fetch(url).then((each) => each.ok, () => false);
    if (kept || given) found.push(url);
  }
  return found;
}"""


class Watch:
    """Notes what the station sends to the page, and searches the browser."""

    def __init__(self, page: Page, sayings: Sayings) -> None:
        self._page, self._sayings = page, sayings
        self._cdp = page.context.new_cdp_session(page)
        self._snapshot: list[str] = []
        self._cdp.on("HeapProfiler.addHeapSnapshotChunk", lambda told: self._snapshot.append(told["chunk"]))
        self._answers: list[str] = []
        """Every screen that was sent since the last search."""
        self._private: set[str] = set()
        """Addresses of sounds that are one person's own."""
        self._open: list[str] = []
        """Sentences that the browser and the disk may keep."""
        page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        url = response.url
        if "/say/" in url or "/own/" in url:
            if response.ok and "max-age" not in response.headers.get("cache-control", ""):
                self._private.add(url)
            saying = self._sayings.find(_name(url))
            if saying is not None and not saying.private:
                self._open.append(saying.text)
        elif "/screen/" in url or "/choose" in url or "/card" in url:
            try:
                self._answers.append(response.text() if response.ok else "")
            except Error:  # the page began anew meanwhile; what it shows now is looked at itself
                return

    def expect(self, who: Passer) -> None:
        """The search itself is tried: while somebody stands there, what is theirs is found."""
        found = self._page.content()
        mine = self._page.locator(".token .number, .mark .number").count()
        assert mine or any(each in found for each in who.words), "nothing of the person is on their own screen"

    def search(self, gone: Sequence[Passer]) -> list[str]:
        """Everything of those people that is still there, but for history, memory and disks."""
        page, words = self._page, _any(each.words for each in gone)
        before = _any(each.words for each in gone[:-1])
        found = [f"page: {each}" for each in words(page.content())]
        found += [f"answers: {each}" for text in self._answers for each in before(text)]
        found += [f"answers: {each}" for text in self._answers[-1:] for each in words(text)]
        found += [f"said openly: {each}" for text in self._open for each in words(text)]
        found += [f"storage: {each}" for each in words(json.dumps(page.evaluate(STORED)))]
        kept: list[Any] = page.evaluate(HEARD)
        mine = {_name(each) for each in self._private}
        found += [f"sounds: {each}" for each in kept if _name(each) in mine or "/own/" in each]
        found += [f"sounds again: {each}" for each in page.evaluate(AGAIN, sorted(self._private))]
        for notes in (self._answers, self._private, self._open):
            notes.clear()
        return found

    def behind(self, address: str, gone: Sequence[Passer]) -> list[str]:
        """The same on the pages to which the browser goes back, and forward again; the page begins anew by that."""
        words, found = _any(each.words for each in gone), []
        for step in (self._page.go_back, self._page.go_forward):
            step()
            found += [f"history: {each}" for each in words(self._page.content())]
        if self._page.get_attribute("body", "data-screen") != "language":
            self._page.goto(address)
        self._page.locator("body[data-screen=language]").wait_for()
        return found

    def remembered(self, gone: Iterable[Passer]) -> list[str]:
        """The same in all that the page's memory holds: every text, and every element that was taken off the page."""
        words = _any(each.words[:3] for each in gone)  # not the number: five digits are found in any memory
        self._snapshot.clear()
        self._cdp.send("HeapProfiler.collectGarbage")
        self._cdp.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
        self._cdp.send("DOM.enable")
        off = json.dumps(self._cdp.send("DOM.getDetachedDomNodes"))
        self._cdp.send("DOM.disable")
        return [f"memory: {each}" for each in (*words("".join(self._snapshot)), *words(off))]

    @staticmethod
    def in_files(place: str, folder: Path, gone: Iterable[Passer]) -> list[str]:
        """The same in every file of that folder: of the browser's profile, of the station's data."""
        names = [word for each in gone for word in each.words[:3]]
        pattern = re.compile(b"|".join(way for each in names for way in (each.encode(), each.encode("utf-16-le"))))
        found = []
        for path in folder.rglob("*"):
            if path.is_file():
                told = {each.replace(b"\0", b"").decode() for each in pattern.findall(_read(path))}
                found += [f"{place}: {each} in {path.name}" for each in sorted(told)]
        return found


def _read(path: Path) -> bytes:
    """What is in it; nothing where the browser threw it away meanwhile, which leaves no trace either."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _name(url: str) -> str:
    return url.rpartition("/")[2].removesuffix(".wav")


def _any(words: Iterable[Sequence[str]]) -> Callable[[str], list[str]]:
    """Finds those of many words that are in a text, in one pass."""
    told = [re.escape(word) for each in words for word in each]
    pattern = re.compile("|".join(told) or "(?!)")
    return lambda text: sorted(set(pattern.findall(text)))
