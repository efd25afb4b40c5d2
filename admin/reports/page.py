"""A report as its page prints it: the clock, the trail in plain sentences, and what this reader can do next; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.reports.clock import MAKE_BY
from casework.reports.report import Report, Signed


@dataclass(frozen=True)
class Step:
    """One line of the trail."""

    at: str
    iso: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class ReportPage:
    """Everything a template prints of one report."""

    report: Report
    reader: str
    """Id of who looks."""
    words: Words
    now: datetime

    @property
    def title(self) -> str:
        """Whom it is about."""
        return self.words.say("reports.about", name=self.report.harmed)

    @property
    def law(self) -> str:
        """Which duty."""
        return self.words.say(f"reports.law.{self.report.law}")

    @property
    def state(self) -> str:
        """In a word: to be made, made and to be ended, ended how."""
        if self.report.ended:
            return self.words.say(f"reports.state.{self.report.ended}")
        if self.report.passed:
            return self.words.say("reports.state.passed")
        return self.words.say("reports.state.doubted" if self.report.doubted else "reports.state.open")

    @property
    def late(self) -> bool:
        """Nobody has told an authority, and the time for it is over."""
        return self.clock_runs and self.now > self.report.written.at + MAKE_BY

    @property
    def clock_runs(self) -> bool:
        """Until an authority knows."""
        return not (self.report.ended or self.report.passed)

    @property
    def clock(self) -> str:
        """Since when it should be made."""
        span = times.length(self.now - self.report.written.at, self.words)
        return self.words.say("reports.late" if self.late else "reports.runs", length=span)

    @property
    def suspects(self) -> str:
        """Their names."""
        named = self.words.say("persons.comma").join(each.name for each in self.report.suspects)
        return named or self.words.say("reports.nobody_named")

    @property
    def telling(self) -> str:
        """Whether the person was told."""
        return self.words.say(f"reports.telling.{self.report.told}") if self.report.told else ""

    @property
    def trail(self) -> Sequence[Step]:
        """What was done, the oldest first."""
        report = self.report
        found: list[tuple[datetime, str, str]] = [self._said("written", report.written)]
        for name, signed in (("confirmed", report.confirmed), ("doubted", report.doubted)):
            if signed:
                found.append(self._said(name, signed))
        if report.ended and report.end:
            found.append(self._said(f"ended_{report.ended}", report.end))
        if report.telling:
            found.append(self._said(f"tell_{report.told}", report.telling))
        found += [self._said(f"notice_{each.why}", each) for each in report.notices]
        found += [self._said("read", each) for each in report.read_by]
        for each in report.passings:
            receiver = self.receiver(each.receiver, each.receiver_name)
            what = self.words.say("reports.trail.passed", name=each.worker, receiver=receiver)
            number = self.words.say("reports.number_is", number=each.reference) if each.reference else ""
            found.append((each.passed_at, f"{what} {number}".strip(), each.passed_on))
        return [
            Step(times.moment(at, self.now, self.words), at.isoformat(timespec="seconds"), what, why)
            for at, what, why in sorted(found, key=lambda each: each[0])
        ]

    def receiver(self, key: str, name: str) -> str:
        """The authority, with its name where one is known."""
        word = self.words.say(f"reports.receiver.{key}")
        return self.words.say("reports.receiver_named", receiver=word, name=name) if name else word

    @property
    def may_confirm(self) -> bool:
        """Somebody else than the writer, once."""
        return not (self.report.ended or self.report.confirmed) and self.reader != self.report.written.worker

    @property
    def may_end(self) -> bool:
        """Somebody else than who told the authority."""
        return not self.report.ended and self.report.passed

    @property
    def may_doubt(self) -> bool:
        """While no authority knows, and nobody doubts yet."""
        return not (self.report.ended or self.report.passed or self.report.doubted)

    @property
    def may_agree(self) -> bool:
        """Somebody else than who doubts."""
        return bool(self.report.doubted and not self.report.ended and self.report.doubted.worker != self.reader)

    def _said(self, name: str, signed: Signed) -> tuple[datetime, str, str]:
        return (
            signed.at,
            self.words.say(f"reports.trail.{name}", name=signed.name),
            signed.why if name in WITH_WHY else "",
        )


WITH_WHY = ("doubted", "ended_made", "ended_unfounded", "tell_told", "tell_later", "tell_unsafe")
"""Steps that carry a reason; the ``why`` of a notice is its kind."""
