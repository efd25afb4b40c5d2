"""Say one text as the kiosk would: ``python -m voice.say "text" --language zh out.wav``; for technicians."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from voice.errors import VoiceError
from voice.loudspeaker import Loudspeaker
from voice.mouth import Mouth
from voice.settings import SpeakingSettings


def main(arguments: list[str] | None = None) -> int:
    """0 when it was written or played, 1 with one line of advice when not."""
    parser = argparse.ArgumentParser(prog="python -m voice.say", description=__doc__)
    parser.add_argument("text")
    parser.add_argument("out", type=Path, nargs="?", help="wav file to write; without it the loudspeaker plays")
    parser.add_argument("--language", default="zh")
    parser.add_argument("--overlay", type=Path, action="append", default=[], help="folder laid over the content")
    parser.add_argument("--spoken", action="store_true", help="print what the synthesiser gets to read, and stop")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        mouth = Mouth(SpeakingSettings(cache=Path(folder)), tuple(asked.overlay))
        try:
            if asked.spoken:
                sys.stdout.write("\n".join(mouth.spoken(asked.text, asked.language)) + "\n")
            elif asked.out:
                asked.out.write_bytes(mouth.say(asked.text, asked.language, private=True))
            else:
                Loudspeaker().play(mouth.say(asked.text, asked.language, private=True), wait=True)
        except (VoiceError, OSError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            mouth.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
