"""The natural voices behind one queue: what somebody waits for first, then what was missed, then what is prepared.

It is always allowed to be late or to fail: ``voice.mouth`` lets espeak speak meanwhile.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from voice import loudness
from voice.child import Child
from voice.errors import ChildFailed, ChildRefused
from voice.settings import SpeakingSettings
from voice.speakers import Speaker

LOG = logging.getLogger(__name__)
TRIES = 2
"""Times that a sentence may end or hang its process before it is left to espeak."""
LATEST_COUNTS = 0.3
"""How much the newest sentence says about the pace."""


class Urgency(IntEnum):
    """The order in which sentences are rendered."""

    LIVE = 0
    """Somebody waits for it."""
    MISSED = 1
    """Espeak has just said it; the next time it shall be natural."""
    AHEAD = 2
    """Nobody has asked for it yet."""


@dataclass(eq=False)
class Job:
    """One text to be rendered."""

    key: str
    speaker: Speaker
    size: int
    """Bytes of the text: how long it is likely to take."""
    pieces: Callable[[], tuple[str, ...]]
    keep: Callable[[bytes], None]
    """Gets the wav, also when nobody waits for it any more."""
    tries: int = 0
    wav: bytes | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> bytes | None:
        """The wav, or None when it failed or takes longer."""
        self.over.wait(max(0.0, seconds))
        return self.wav


class Natural:
    """Renders with natural voices, one sentence at a time, each language in a child process of its own.

    Thread-safe. Nothing starts before something is wanted.
    """

    def __init__(self, settings: SpeakingSettings, child: Callable[[Speaker], Child] | None = None) -> None:
        """``child``: makes the process of a speaker; for tests."""
        self._settings = settings
        self._make = child or self._child
        self._children: dict[str, Child] = {}
        self._ready = threading.Condition()
        self._heap: list[tuple[Urgency, int, Job]] = []
        self._numbers = itertools.count()
        self._jobs: dict[str, Job] = {}
        """Wanted and not over, by key."""
        self._refused: set[str] = set()
        """Keys of sentences that the voice cannot say: too short to have tones, too long."""
        self._pace: dict[str, float] = {}
        """Seconds for a byte of text, by language, as it went lately."""
        self._free_at = 0.0
        """When the sentence under way is likely to be finished."""
        self._worker: threading.Thread | None = None
        self._closed = False

    def want(self, job: Job, urgency: Urgency) -> Job:
        """Have it rendered, unless it is wanted already; the job that will be done. Returns at once."""
        with self._ready:
            job = self._jobs.setdefault(job.key, job)
            if self._closed:
                job.over.set()
                return job
            heapq.heappush(self._heap, (urgency, next(self._numbers), job))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="mouth-natural", daemon=True)
                self._worker.start()
            self._ready.notify()
        return job

    def expected(self, language: str, size: int) -> float | None:
        """Seconds until a text of so many bytes would be rendered if it were live; None before the first one."""
        pace = self._pace.get(language)
        if pace is None:
            return None
        return max(0.0, self._free_at - time.monotonic()) + pace * size

    def refuses(self, key: str) -> bool:
        """Whether the voice has said that it cannot say this; espeak does."""
        return key in self._refused

    @property
    def waiting(self) -> int:
        """Sentences wanted and not over."""
        return len(self._jobs)

    def close(self) -> None:
        """End the processes; whoever waits gets nothing."""
        with self._ready:
            self._closed = True
            children = list(self._children.values())
            for job in self._jobs.values():
                job.over.set()
            self._ready.notify()
        for each in children:
            each.close()
        if self._worker:
            self._worker.join()

    def _child(self, speaker: Speaker) -> Child:
        return Child(
            "voice.natural_child",
            [str(speaker.folder)],
            name=f"natural-{speaker.language}",
            start_within=self._settings.natural_start_within,
        )

    def _work(self) -> None:
        while (found := self._next()) is not None:
            urgency, job = found
            try:
                job.wav = self._rendered(job)
            except ChildFailed as error:
                job.tries += 1
                if urgency is not Urgency.LIVE and job.tries < TRIES and not self._closed:
                    with self._ready:
                        heapq.heappush(self._heap, (urgency, next(self._numbers), job))
                    continue
                LOG.warning("no natural voice: %s", error)
            except ChildRefused as error:
                self._refused.add(job.key)
                LOG.info("left to espeak: %s", error)
            except Exception as error:  # noqa: BLE001 (one bad sentence must not end the others)
                LOG.warning("no natural voice: %s", error)
            self._end(job)

    def _end(self, job: Job) -> None:
        if job.wav is not None:
            job.keep(job.wav)  # before the job counts as done: whoever sees an empty queue finds the sound
        with self._ready:
            self._jobs.pop(job.key, None)
        job.over.set()

    def _next(self) -> tuple[Urgency, Job] | None:
        """What comes first; None when it is all over. While its process rests only live sentences are tried."""
        with self._ready:
            while not self._closed:
                if not self._heap:
                    self._ready.wait()
                    continue
                urgency, _, job = self._heap[0]
                if job.key not in self._jobs:  # it was wanted twice and is over
                    heapq.heappop(self._heap)
                    continue
                child = self._children.get(job.speaker.language)
                if urgency is not Urgency.LIVE and child and child.resting:
                    self._ready.wait(1.0)
                    continue
                heapq.heappop(self._heap)
                if child is None:
                    self._children[job.speaker.language] = self._make(job.speaker)
                return urgency, job
        return None

    def _rendered(self, job: Job) -> bytes:
        """The whole wav. Raises ChildFailed, ChildRefused."""
        language = job.speaker.language
        child, heard, rate = self._children[language], [], 0
        pieces = job.pieces()
        if child.pid is None:
            child.start()  # loading is no part of the pace
        begun = time.monotonic()
        self._free_at = begun + self._pace.get(language, 0.0) * job.size
        for piece in pieces:
            told, samples = child.ask({"do": "render", "text": piece}, timeout=self._settings.natural_phrase_within)
            heard.append(loudness.samples_of(samples))
            rate = int(told["rate"])
        if not heard:
            raise ChildRefused(child.name, "", "there is nothing to say")
        took = (time.monotonic() - begun) / max(1, job.size)
        before = self._pace.get(language, took)
        self._pace[language] = before + LATEST_COUNTS * (took - before)
        self._free_at = 0.0
        return loudness.joined(heard, rate)
