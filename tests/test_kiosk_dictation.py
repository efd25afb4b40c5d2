"""Recordings are written down in the background: after the receipt, after a restart, and never in a closing's way."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.record import Record
from kiosk.dictation import Dictations
from voice.understanding import Dictation

SAID = b"\x01\x02" * 20000


def told(record: Record, language: str = "zh") -> str:
    """A sent request with a recording; its id."""
    draft = record.requests.draft(language, "house")
    record.requests.attach(draft, record.recordings.keep(SAID, draft))
    return record.requests.submit(draft).request


def heard(record: Record, request: str) -> list[str]:
    return [each.text for each in record.request(request, EVERYTHING).notes if each.kind == "dictation"]


class SlowEar(ScriptedEar):
    """Takes its time over a recording, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def dictate(self, pcm: bytes, language: str) -> Dictation:
        self.begun.set()
        assert self.go_on.wait(10)
        return super().dictate(pcm, language)


@pytest.fixture
def started(record: Record) -> Callable[[ScriptedEar], Dictations]:
    def start(ear: ScriptedEar) -> Dictations:
        return Dictations(record, ear)  # type: ignore[arg-type]

    return start


def test_what_a_stopped_kiosk_left_is_written_down_after_the_next_start(
    record: Record, started: Callable[[ScriptedEar], Dictations]
) -> None:
    left, foreign = told(record), told(record, "ko")
    dictations = started(ScriptedEar(("zh",)))
    dictations.finish()
    assert heard(record, left) == ["my roof is leaking"]
    assert heard(record, foreign) == [], "no ear writes that language down"
    dictations.close()
    again = ScriptedEar(("zh",))
    dictations = started(again)
    dictations.finish()
    dictations.close()
    assert again.dictated == [], "nothing is written down twice"


def test_whoever_comes_now_does_not_wait_for_what_was_left(
    record: Record, started: Callable[[ScriptedEar], Dictations]
) -> None:
    left = [told(record) for _ in range(3)]
    ear = SlowEar()
    dictations = started(ear)
    assert ear.begun.wait(10)
    now = told(record)
    dictations.ask(now, record.request(now, EVERYTHING).recordings[0].hash, "zh")
    ear.go_on.set()
    dictations.finish()
    dictations.close()
    with record.store.read() as database:
        order = [str(each["request"]) for each in database.query("select request from notes order by rowid")]
    assert order == [left[0], now, left[1], left[2]]


def test_closing_leaves_what_waits_to_the_next_start(
    record: Record, started: Callable[[ScriptedEar], Dictations]
) -> None:
    in_hand, waiting = told(record), told(record)
    ear = SlowEar()
    dictations = started(ear)
    assert ear.begun.wait(10)
    dictations.close()  # gives up waiting for what hangs
    ear.go_on.set()
    dictations.close()
    assert (heard(record, in_hand), heard(record, waiting)) == (["my roof is leaking"], [])
    assert [each.request for each in record.requests.undictated(7)] == [waiting]
