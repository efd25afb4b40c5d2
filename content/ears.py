"""What the ears can hear of our phrases: how it is told, and whom to ask; no engine is here."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.screen import Phrase

ASKED = "voice.preflight"
"""Asked by its name, and only where it can be imported: content stands without the voice.

Its ``preflight(language, phrases, models)`` tells what the engine of that language will hear.
"""


@dataclass(frozen=True)
class Deaf:
    """A word that the model of a language cannot hear."""

    word: str
    template: str
    """In which it stands."""
    near: tuple[str, ...] = ()
    """What the model does know and what sounds the same, or nearly; the best first."""
    whole: bool = False
    """Whether nothing that the template stands for can be heard: it compiles to nothing."""


@dataclass(frozen=True)
class Flight:
    """What becomes of all phrases of a language in the ear that will hear them."""

    language: str
    engine: str
    """Empty where nothing hears that language here."""
    phrases: int = 0
    """Templates."""
    sentences: int = 0
    """What they stand for."""
    words: int | None = None
    """Different words of the model that they are made of; None where it writes whatever it hears."""
    deaf: tuple[Deaf, ...] = ()
    cut: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(template, words of the model that its longest sentence is made of); empty words where it cannot be heard."""


Ears = Callable[[str, Sequence[Phrase]], Flight]
"""(language, phrases) → what becomes of them."""


def ears(models: Path) -> Ears | None:
    """Asks the engines that are installed, with the models in that folder; None on a machine without the voice."""
    try:
        voice = importlib.import_module(ASKED)
    except ImportError:
        return None

    def heard(language: str, phrases: Sequence[Phrase]) -> Flight:
        try:
            found: Flight = voice.preflight(language, phrases, models)
        except voice.ModelDamaged as error:  # nothing can be said about this language; say what to do instead
            raise SystemExit(str(error)) from error
        return found

    return heard


def english_dictionary() -> Path | None:
    """How English words are said: the dictionary that comes with PocketSphinx, where that is installed."""
    found = importlib.util.find_spec("pocketsphinx")
    places = [
        Path(each) / "model/en-us/cmudict-en-us.dict" for each in (found and found.submodule_search_locations) or ()
    ]
    return next((each for each in places if each.is_file()), None)
