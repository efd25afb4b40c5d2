"""Leaves a trace of somebody in every kind of place that is searched, so that the search itself is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Route

from benchmarks.traces import SOUNDS
from kiosk.saying import Saying, Sayings
from voice.wav import wav_bytes


@dataclass(frozen=True)
class Ground:
    """Where a trace can be left."""

    page: Page
    sayings: Sayings
    profile: Path
    """The browser's."""
    data: Path
    """The station's."""
    address: str


def _given(ground: Ground, path: str, body: str | bytes, kind: str = "text/html") -> None:
    """The station answers so at that address, from now on."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type=kind)

    ground.page.route(f"**{path}", answer)


def _answer(ground: Ground, word: str) -> None:
    _given(ground, "/screen/planted", f"<p>{word}")
    ground.page.evaluate("async () => (await fetch('/screen/planted')).text().then(() => undefined)")


def _sound(ground: Ground, _word: str) -> None:
    _given(ground, "/own/planted.wav", wav_bytes(bytes(3200)), "audio/wav")
    ground.page.evaluate(f"async () => {{ await ({SOUNDS}).load('/own/planted.wav'); }}")


def _open(ground: Ground, word: str) -> None:
    name = ground.sayings.name(Saying(f"{word} may come in.", "en"))
    ground.page.evaluate("async (name) => { await (await fetch(`/say/${name}.wav`)).blob(); }", name)


def _history(ground: Ground, word: str) -> None:
    _given(ground, "/planted", f"<p>{word}")
    ground.page.goto(f"{ground.address}/planted")
    ground.page.goto(ground.address)


def _script(script: str) -> Callable[[Ground, str], None]:
    return lambda ground, word: ground.page.evaluate(script, word)


def _file(folder: Callable[[Ground], Path], code: str) -> Callable[[Ground, str], None]:
    def write(ground: Ground, word: str) -> None:
        (folder(ground) / "planted").write_bytes(b"\xff\x00" + word.encode(code) + b"\n")

    return write


INDEXED = """async (word) => new Promise((done) => {
  const asked = indexedDB.open("planted", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("names", { autoIncrement: true }).add({ word });
  asked.onsuccess = () => { asked.result.close(); done(); };
})"""
DETACHED = """(word) => { const each = document.createElement("p"); each.append(word); window.planted = { each }; }"""
PLANTS: Mapping[str, tuple[str, Callable[[Ground, str], None]]] = {
    "a word on the page": ("page", _script("(word) => document.body.append(word)")),
    "a screen that was sent": ("answers", _answer),
    "localStorage": ("storage", _script("(word) => { localStorage.planted = word; }")),
    "sessionStorage": ("storage", _script("(word) => { sessionStorage.planted = word; }")),
    "a cookie": ("storage", _script("(word) => { document.cookie = `planted=${word}`; }")),
    "the window's name": ("storage", _script("(word) => { name = word; }")),
    "a page in the cache": (
        "storage",
        _script("async (word) => { await (await caches.open('planted')).put('/planted', new Response(word)); }"),
    ),
    "a row in a database": ("storage", _script(INDEXED)),
    "the state of the history": ("storage", _script("(word) => history.replaceState({ word }, '', '/')")),
    "the title": ("storage", _script("(word) => { document.title = word; }")),
    "a sound held in memory": ("sounds", _sound),
    "a sound that can be had again": ("sounds again", _sound),
    "a sentence kept for everybody": ("said openly", _open),
    "the page before": ("history", _history),
    "a text in memory": ("memory", _script("(word) => { window.planted = { text: 'x'.repeat(5000) + word }; }")),
    "an element off the page": ("memory", _script(DETACHED)),
    "a file of the browser": ("profile", _file(lambda ground: ground.profile, "utf-16-le")),
    "a file of the station": ("station", _file(lambda ground: ground.data, "utf-8")),
}
"""Each trace: the place where it must be found, and how it is left."""
