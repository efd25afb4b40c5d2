"""Sentences that a page may fetch as sound, by a name nobody can guess; sound is made in ``voice.mouth``."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from voice.mouth import Mouth

MOST_REMEMBERED = 6000
"""Sentences; all fixed prompts of three languages are about a thousand."""


@dataclass(frozen=True)
class Saying:
    """One sentence in one language."""

    text: str
    language: str
    private: bool = False
    """Personal: its sound is never written to disk and never kept by the browser."""
    natural: bool = True
    """Said by the natural voice of the language where there is one; not, where the rest of the screen is not."""


class Sayings:
    """Remembers what each name on a page stands for."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[str, Saying] = OrderedDict()
        self._lock = threading.Lock()

    def name(self, saying: Saying) -> str:
        """The name under which the page can fetch this sentence until the station restarts.

        Another one once the voice has changed (a clip, the lexicon): browsers keep what they have fetched.
        """
        edition = self._mouth.edition(saying.language)
        manner = f"{'private' if saying.private else ''} {'' if saying.natural else 'plain'}"
        told = "\0".join((saying.language, manner, saying.text, edition))
        name = hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()[:32]
        with self._lock:
            self._known[name] = saying
            self._known.move_to_end(name)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
        return name

    def find(self, name: str) -> Saying | None:
        """The sentence of that name, unless it is forgotten or was never told."""
        with self._lock:
            return self._known.get(name)

    def forget(self, names: Iterable[str]) -> None:
        """A person has gone: nobody fetches their sentences any more."""
        with self._lock:
            for each in names:
                self._known.pop(each, None)

    def wav(self, saying: Saying) -> bytes:
        """The sentence as a whole wav file. Raises voice.errors.SpeechUnavailable."""
        return self._mouth.say(saying.text, saying.language, private=saying.private, natural=saying.natural)

    def natural_in(self, lines: Iterable[tuple[str, str, bool]]) -> frozenset[str]:
        """The languages in which these lines, ``(text, language, private)``, are all said naturally."""
        return self._mouth.natural_in(lines)
