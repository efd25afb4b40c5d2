"""`script/bench`: runs the benchmarks named, or all, and prints a table; each one lives in a module of its own."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Sequence

from voice.settings import ONE_AT_A_TIME

MEASURED = {
    "turn": "From the end of speech to the next screen and the first sound",
    "recogniser": "Recogniser against the bare engine, on the same sound",
    "pages": "Pages of the kiosk against a bare waitress hello",
    "writes": "Requests kept, fsynced, against bare SQLite with the same pragmas",
    "memory": "Memory of the whole station (PSS)",
    "voices": "Natural voices against espeak, on the same sentences",
    "start": "From the command to usable",
}
TOOLS = {
    "month": "a month in the life: requests, ends, deadlines, lost, fired twice",
    "crisis": "words of danger: how many are found, how many harmless ones are taken for it",
    "roles": "every role at every page and scope: cells tested, wrong",
    "audit": "random changes behind the record's back: tried and found by the history",
    "strangers": "a hundred people in a row at one screen: what is found of those before",
    "understand": "what one recording means on a screen, as JSON",
    "acceptance": "how many recorded commands come out right",
    "engines": "what a person notices when ear and mouth are killed, stopped and starved",
    "kiosk": "how soon the kiosk's browser is usable again after it was hurt in every way we know",
    "parity": "every task by touch, by digits, by speech, deaf and blind",
    "slow": "on a processor six times slower: paint, sound, weight, layout shift, against unoptimised",
    "standards": "every screen, language and size against the numbers of the standards",
    "look": "writes docs/look.html: colours, letters, buttons, states, do and do not",
    "calls": "two people see each other: how soon, by which ways, and what they are told when something dies",
    "signalling": "random messages, links taken back, and a touch while ten calls go on",
    "photos": "photographs of the kiosk's screens and the panel's pages",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was named; the exit code."""
    os.environ.update(ONE_AT_A_TIME)  # as in the ear's own process; before numpy is there
    told = list(sys.argv[1:] if argv is None else argv)
    if told and (told[0] in TOOLS or (told[0] == "turn" and told[1:])):
        return int(importlib.import_module(f"benchmarks.{told[0]}").main(told[1:]) or 0)
    if told and told[0] in ("-h", "--help"):
        for names in (MEASURED, TOOLS):
            for name, meaning in names.items():
                print(f"  script/bench {name:<14} {meaning}")
        return 0
    unknown = [each for each in told if each not in MEASURED]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are {', '.join((*MEASURED, *TOOLS))}", file=sys.stderr)
        return 2
    begun = time.monotonic()
    print(f"{os.cpu_count()} cores; absolute figures are this machine's, ratios are of one run.")
    for name in told or MEASURED:
        from benchmarks.table import show

        show(f"{MEASURED[name]} ({name})", importlib.import_module(f"benchmarks.{name}").measure())
    print(f"\nMeasured in {time.monotonic() - begun:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
