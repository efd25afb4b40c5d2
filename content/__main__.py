"""``python -m content``: every mistake of the content with its mend, and what each language's ear will hear.

Finding mistakes is in ``content.check``, asking the ears in ``content.ears``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from content.check import check
from content.ears import Flight, ears, english_dictionary
from content.flights import table, words_of
from content.pack import HERE
from content.screen import Phrase
from content.sounds import read_pronunciations


def main(arguments: list[str] | None = None) -> int:
    """Print the mistakes; 1 when there are any."""
    asked = _parser().parse_args(arguments)
    dictionary, listening = english_dictionary(), ears(asked.models)
    flights: dict[str, Flight] = {}

    def asking(language: str, phrases: Sequence[Phrase]) -> Flight:
        flights[language] = listening(language, phrases) if listening else Flight(language, "", len(phrases))
        return flights[language]

    mistakes = check(
        asked.home,
        asked.overlay,
        today=date.today(),
        pronunciations=read_pronunciations(dictionary) if dictionary else None,
        heard=asking,
    )
    for each in mistakes:
        print(each)
    if asked.words:
        print("\n".join(words_of(flights[asked.words])) if asked.words in flights else f"There is no {asked.words}.")
    if flights:
        print("\n".join(table(flights.values())))
    print(f"Mistakes: {len(mistakes)}" if mistakes else "The content has no mistakes.")
    return 1 if mistakes else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m content", description="Checks all that people see, hear and may say.")
    parser.add_argument(
        "--models", type=Path, default=Path("data/models"), help="folder of the Vosk models (default: data/models)"
    )
    parser.add_argument("--home", type=Path, default=HERE, help="folder of plan and languages (default: built in)")
    parser.add_argument(
        "--words", metavar="LANGUAGE", help="print each phrase of that language cut into the words of its model"
    )
    parser.add_argument(
        "--overlay", type=Path, action="append", default=[], help="a folder laid over; may be repeated"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
