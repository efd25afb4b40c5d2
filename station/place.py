"""Where the files of one station lie; it names places and makes folders, and reads none of the files."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from station.errors import FolderUnusable

LONGEST_SOCKET = 100
"""Bytes of a path at which Linux still makes a socket file (108 with its end)."""
CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Place:
    """The data folder of one station."""

    data: Path
    """Absolute path of the folder."""

    @property
    def record(self) -> Path:
        """The encrypted record."""
        return self.data / "record.db"

    @property
    def recordings(self) -> Path:
        """Encrypted recordings, named by their hash."""
        return self.data / "recordings"

    @property
    def speech(self) -> Path:
        """Fixed prompts as wav files; may be deleted at any time."""
        return self.data / "speech"

    @property
    def models(self) -> Path:
        """Recognition models, one folder per language."""
        return self.data / "models"

    @property
    def voices(self) -> Path:
        """Natural voices, one folder per language."""
        return self.data / "voices"

    @property
    def overlay(self) -> Path:
        """Recorded clips and spellings that workers made in the panel; laid over everything else."""
        return self.data / "overlay"

    @property
    def log(self) -> Path:
        """What the parts tell a technician; never what people said."""
        return self.data / "log"

    @property
    def settings(self) -> Path:
        """What the installer decided; may be missing."""
        return self.data / "settings.toml"

    @property
    def handset(self) -> Path:
        """Which of the browser's loudspeakers is a telephone handset, as the installer's page found out."""
        return self.data / "handset.json"

    @property
    def guests(self) -> Path:
        """Seals the cookies of the relatives' pages."""
        return self.data / "guest.session.key"

    @property
    def exchange(self) -> Path:
        """The socket file at which the exchange answers; under the system's own folder where the path is too long."""
        path = self.data / "exchange.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET:
            return path
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"xiangban-{os.getuid()}-{name}.sock"

    @property
    def lock(self) -> Path:
        """Held by the station that runs here."""
        return self.data / "station.lock"

    def make(self) -> None:
        """Make the folders, for this user alone. Raises FolderUnusable."""
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            for each in (self.recordings, self.speech, self.models, self.voices, self.log):
                each.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise FolderUnusable(self.data, error.strerror or str(error)) from error
        if not os.access(self.data, os.W_OK | os.X_OK):
            raise FolderUnusable(self.data, "this user may not write it")


def place_at(data: str | Path | None = None) -> Place:
    """The place given by ``--data``, else ``data`` beside the checkout."""
    if data is not None:
        return Place(Path(data).expanduser().absolute())
    if (CHECKOUT / "pyproject.toml").is_file():
        return Place(CHECKOUT / "data")
    return Place(Path.home() / ".local" / "share" / "xiangban")


def key_file_for(place: Place, name: str, *, data_given: bool) -> Path:
    """Where the record's key lies: always outside the data folder, so that a copied folder alone opens nothing.

    ``DIR.key`` beside a folder that was named, otherwise under the user's own configuration by the station's name.
    """
    if data_given:
        return place.data.with_name(place.data.name + ".key")
    return Path.home() / ".config" / "xiangban" / f"{name}.key"


def loose_key(path: Path) -> str | None:
    """The mistake, if others than its owner can read the key file."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
    if mode & 0o077:
        return f"key file {path} can be read by others (mode {mode:03o}); run: chmod 600 '{path}'"
    return None
