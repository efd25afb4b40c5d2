"""``python -m content``: tells every mistake of the content with its mend; finding them is in ``content.check``."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from content.check import check
from content.ears import ears, english_dictionary
from content.pack import HERE
from content.sounds import read_pronunciations


def main(arguments: list[str] | None = None) -> int:
    """Print the mistakes; 1 when there are any."""
    asked = _parser().parse_args(arguments)
    dictionary = english_dictionary()
    mistakes = check(
        asked.home,
        asked.overlay,
        today=date.today(),
        pronunciations=read_pronunciations(dictionary) if dictionary else None,
        unheard=ears(asked.models),
    )
    for each in mistakes:
        print(each)
    print(f"Mistakes: {len(mistakes)}" if mistakes else "The content has no mistakes.")
    return 1 if mistakes else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m content", description="Checks all that people see, hear and may say.")
    parser.add_argument(
        "--models", type=Path, default=Path("data/models"), help="folder of the Vosk models (default: data/models)"
    )
    parser.add_argument("--home", type=Path, default=HERE, help="folder of plan and languages (default: built in)")
    parser.add_argument(
        "--overlay", type=Path, action="append", default=[], help="a folder laid over; may be repeated"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
