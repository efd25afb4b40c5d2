"""What tells somebody from the wall behind them in a call: one small model and its engine, fetched by the installer.

Nothing is fetched while the station runs: a browser gets these files from here, or makes do with a coarse picture.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import urllib.request
from pathlib import Path

ADDRESS = "video-processors-1.0.2.tgz"
"""BSD-3-Clause; the model is MediaPipe's selfie segmentation, the engine TensorFlow Lite (both Apache-2.0)."""
INSIDE = "package/dist/build/"
FILES = {
    "tflite.js": ("tflite-simd-1-0-0.js", "1675c54d0c35235cd45cb658a75e188153dec998add93f6183ab957da4af1362"),
    "tflite.wasm": ("tflite-simd-1-0-0.wasm", "28813f8fdd8ca46e405b4473dcaf8e783f8028b845e30fdc9eee815118a76953"),
    "person.tflite": (
        "selfie_segmentation_landscape.tflite",
        "4aafe6223bb8dac6fac8ca8ed56852870a33051ef3f6238822d282a109962894",
    ),
}
"""By the name under which a page asks for it: its name in the package, and its SHA-256."""
FOLDER = Path(sys.prefix) / "share" / "xiangban" / "backdrop"
PATIENCE = 60.0
"""Seconds for the network."""


class WrongBackdrop(Exception):
    """What was given is not that package."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing or not what is expected; take {ADDRESS}")


def file(name: str, folder: Path = FOLDER) -> Path | None:
    """Where that file lies; None where it was never fetched, or is none of these."""
    path = folder / name
    return path if name in FILES and path.is_file() else None


def fetch(source: str = ADDRESS, folder: Path = FOLDER) -> None:
    """Put the files in place, each checked, from that address or path; done again only for what is missing.

    Raises WrongBackdrop, OSError.
    """
    if all(file(name, folder) for name in FILES):
        return
    with tarfile.open(fileobj=io.BytesIO(_read(source))) as package:
        told = {name: _checked(package, *FILES[name]) for name in FILES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in told.items():
        half = folder / f"{name}.half"
        half.write_bytes(body)
        half.replace(folder / name)


def _read(source: str) -> bytes:
    if not source.startswith("https://"):
        return Path(source).read_bytes()
    with urllib.request.urlopen(source, timeout=PATIENCE) as answer:  # noqa: S310 - https, see above
        return bytes(answer.read())


def _checked(package: tarfile.TarFile, name: str, expected: str) -> bytes:
    try:
        opened = package.extractfile(INSIDE + name)
    except KeyError:
        raise WrongBackdrop(name) from None
    body = opened.read() if opened else b""
    if hashlib.sha256(body).hexdigest() != expected:
        raise WrongBackdrop(name)
    return body


def main(argv: list[str]) -> int:
    """``python -m calls.backdrop [PATH-or-URL]``: 0 when the files are there."""
    try:
        fetch(argv[0] if argv else ADDRESS)
    except (OSError, tarfile.TarError, WrongBackdrop) as error:
        print(f"the model that hides what is behind somebody in a call is not there: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
