"""Who knows what the ears can hear: the voice, if it is there, and the English dictionary; no engine is here."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path

from content.check_said import Unheard
from content.screen import Phrase

ASKED = "voice.vocabulary"
"""Asked by its name, and only where it can be imported: content stands without the voice.

Its ``unheard(phrases, language, models)`` gives (word, template) for each word that no installed engine can hear.
"""


def ears(models: Path) -> Unheard | None:
    """Asks the engines that are installed, with the models in that folder; None on a machine without the voice."""
    try:
        voice = importlib.import_module(ASKED)
    except ImportError:
        return None

    def unheard(language: str, phrases: Sequence[Phrase]) -> Iterable[tuple[str, str]]:
        try:
            found: Iterable[tuple[str, str]] = voice.unheard(phrases, language, models)
        except voice.ModelDamaged as error:  # nothing can be said about this language; say what to do instead
            raise SystemExit(str(error)) from error
        return found

    return unheard


def english_dictionary() -> Path | None:
    """How English words are said: the dictionary that comes with PocketSphinx, where that is installed."""
    found = importlib.util.find_spec("pocketsphinx")
    places = [
        Path(each) / "model/en-us/cmudict-en-us.dict" for each in (found and found.submodule_search_locations) or ()
    ]
    return next((each for each in places if each.is_file()), None)
