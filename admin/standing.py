"""Where a request stands between worker and person: said to be done, the person's word, its end; pure, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.words import Words
from casework.casefile import RequestFile
from casework.status import DONE, DUPLICATE, REVERSIBLE


@dataclass(frozen=True)
class Standing:
    """What the page tells about the end of a request, and what may still be done about it."""

    file: RequestFile
    words: Words
    now: datetime
    """In the station's own time zone."""

    @property
    def asks(self) -> bool:
        """Said to be done: the person's word is still to come."""
        return self.file.status == DONE

    @property
    def errand(self) -> bool:
        """Somebody has to go and ask."""
        return self.asks and self.file.errand

    @property
    def reversible(self) -> bool:
        """Whether a worker may take the end back."""
        return self.file.status in REVERSIBLE

    @property
    def asked(self) -> str:
        """How often the person was asked in vain, else that the kiosk will ask."""
        if self.file.asked:
            return self.words.say("word.asked", n=self.file.asked)
        return self.words.say("word.will_ask" if self.file.person else "word.will_ask_nobody")

    @property
    def told(self) -> Sequence[str]:
        """What the person said so far, the newest first."""
        return [
            self.words.say(
                f"word.said_{each.answer.replace(' ', '_')}",
                how=self.words.say(f"word.how.{each.how}", worker=each.worker or ""),
                when=times.moment(each.at, self.now, self.words),
            )
            for each in reversed(self.file.words)
        ]

    @property
    def end(self) -> str:
        """How it ended, as the person hears it."""
        if self.file.status == DUPLICATE:
            return self.words.say("end.goes_on", number=self.file.same_number or "")
        return self.words.say("end.reason", reason=self.file.reason) if self.file.reason else ""
