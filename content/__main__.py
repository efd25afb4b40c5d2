"""``python -m content``: tells every mistake of the content with its mend; finding them is in ``content.check``."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from datetime import date
from pathlib import Path

from content.check import check
from content.pack import HERE
from content.sounds import Pronunciations, read_pronunciations


def main(arguments: list[str] | None = None) -> int:
    """Print the mistakes; 1 when there are any."""
    asked = _parser().parse_args(arguments)
    mistakes = check(asked.home, asked.overlay, today=date.today(), pronunciations=pronunciations())
    for each in mistakes:
        print(each)
    print(f"{len(mistakes)} mistakes" if mistakes else "The content has no mistakes.")
    return 1 if mistakes else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m content", description="Checks everything people see, hear and may say."
    )
    parser.add_argument(
        "--home", type=Path, default=HERE, help="folder of the plan and the languages (default: built in)"
    )
    parser.add_argument(
        "--overlay", type=Path, action="append", default=[], help="a county's or village's folder laid over"
    )
    return parser


def pronunciations() -> Pronunciations:
    """The English dictionary that comes with PocketSphinx; none where that is not installed."""
    found = importlib.util.find_spec("pocketsphinx")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / "model" / "en-us" / "cmudict-en-us.dict"
        if path.is_file():
            return read_pronunciations(path)
    return {}


if __name__ == "__main__":
    sys.exit(main())
