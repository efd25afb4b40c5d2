"""Where something of a person could be left in a browser, and looking there; who passes by is in ``passing``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Response

from benchmarks.passing import Passer

LOOKED_AT = ("page", "answers", "storage", "sounds", "sounds again", "history", "files")
STORED = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, name,
  await caches.keys(), await indexedDB.databases(), history.state, location.href, document.title])"""
HEARD = """async () => (await import([...document.querySelectorAll('link[rel=modulepreload]')]
  .map((each) => each.href).find((each) => each.endsWith('/sound.js')))).kept()"""
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

    def __init__(self, page: Page) -> None:
        self._answers: list[str] = []
        """Every screen that was sent since the last search."""
        self._private: set[str] = set()
        """Addresses of sounds that are one person's own."""
        page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        url = response.url
        if "/say/" in url or "/own/" in url:
            if response.ok and "max-age" not in response.headers.get("cache-control", ""):
                self._private.add(url)
        elif "/screen/" in url or "/choose" in url or "/card" in url:
            try:
                self._answers.append(response.text() if response.ok else "")
            except Error:  # the page began anew meanwhile; what it shows now is looked at itself
                return

    def expect(self, page: Page, who: Passer) -> None:
        """The search itself is tried: while somebody stands there, what is theirs is found."""
        found = page.content()
        told = any(each in found for each in who.words) or page.locator(".token .number, .mark .number").count()
        assert told, "nothing of the person is on their own screen"

    def search(self, page: Page, address: str, gone: Sequence[Passer]) -> list[str]:
        """Everything of those people that is still there."""
        words = [each for who in gone for each in who.words]
        before = [each for who in gone[:-1] for each in who.words]
        found = [f"page: {each}" for each in _in(words, page.content())]
        found += [f"answers: {each}" for text in self._answers for each in _in(before, text)]
        found += [f"answers: {each}" for text in self._answers[-1:] for each in _in(words, text)]
        self._answers.clear()
        found += [f"storage: {each}" for each in _in(words, str(page.evaluate(STORED)))]
        kept: list[Any] = page.evaluate(HEARD)
        mine = {each.partition("/say/")[2] or each for each in self._private}
        found += [f"sounds: {each}" for each in kept if each.partition("/say/")[2] in mine or "/own/" in each]
        found += [f"sounds again: {each}" for each in page.evaluate(AGAIN, sorted(self._private))]
        self._private.clear()
        for step in (page.go_back, page.go_forward):
            step()
            found += [f"history: {each}" for each in _in(words, page.content())]
        if page.get_attribute("body", "data-screen") != "language":
            page.goto(address)
        page.wait_for_selector("body[data-screen=language]")
        return found

    @staticmethod
    def in_files(profile: Path, gone: Iterable[Passer]) -> list[str]:
        """The same in everything that the browser wrote to the disk."""
        names = [each.words[0] for each in gone] + [each.words[1] for each in gone] + [each.code for each in gone]
        patterns = {each: (each.encode(), each.encode("utf-16-le")) for each in names}
        found = []
        for path in profile.rglob("*"):
            if path.is_file():
                body = path.read_bytes()
                found += [
                    f"files: {each} in {path.name}"
                    for each, ways in patterns.items()
                    if any(way in body for way in ways)
                ]
        return found


def _in(words: Sequence[str], text: str) -> list[str]:
    return [each for each in words if each in text]
