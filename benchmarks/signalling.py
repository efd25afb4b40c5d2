"""What the wire of calls stands: nonsense by the thousand, links taken back, and a finger while ten calls go on."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from benchmarks.nonsense import nonsense
from benchmarks.table import Row, row
from benchmarks.touching import touches

PARTS: tuple[Callable[[Path], Iterator[Row]], ...] = (nonsense, touches)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table as it grows; 1 when something that is promised was not kept."""
    parser = argparse.ArgumentParser(prog="script/bench signalling", description=__doc__)
    parser.add_argument("--only", default="", help="parts whose name begins so: nonsense, touches")
    only, wrong, begun = parser.parse_args(argv).only, 0, monotonic()
    for part in PARTS:
        if not part.__name__.startswith(only):
            continue
        print(f"{part.__name__} …", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            for each in part(Path(folder)):
                wrong += each.well is False
                row(each)
    print(f"Measured in {monotonic() - begun:.0f} s; {wrong} not kept.")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
