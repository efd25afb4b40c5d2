"""What a recording means on a screen, as JSON with times: the product's own ear on one file."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import content
from content.errors import ContentError
from voice.ear import Ear, HearingSettings
from voice.errors import VoiceError


def main(argv: list[str]) -> int:
    """``FILE.wav --language en --screen help [--models FOLDER] [--dictate]``; 0 when something was understood."""
    parser = argparse.ArgumentParser(prog="understand", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--screen", default="help")
    parser.add_argument("--models", type=Path, default=Path("data/models"))
    parser.add_argument("--dictate", action="store_true", help="free text as well")
    given = parser.parse_args(argv)
    try:
        screen = content.load(given.language).screen(given.screen)
        told = _told(given.file, screen, given.models, dictate=given.dictate)
    except (ContentError, VoiceError) as error:
        print(json.dumps({"error": str(error)}, ensure_ascii=False))
        return 2
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0 if told["outcome"] in ("choice", "command", "digit", "number") else 1


def _told(file: Path, screen: content.Screen, models: Path, *, dictate: bool) -> dict[str, object]:
    ear = Ear(HearingSettings(models=models))
    try:
        started = time.perf_counter()
        ear.load(screen.language)
        loaded = round((time.perf_counter() - started) * 1000, 1)
        found = ear.understand(file, screen).as_data()
        told: dict[str, object] = {"file": str(file), "screen": screen.key, "language": screen.language, **found}
        told["times"] = {"loading": loaded, **found["times"]}
        if dictate:
            told["dictation"] = ear.dictate(file, screen.language).__dict__
        return told
    finally:
        ear.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
