"""Voice recordings as encrypted files named by their hash; whose they are is a row, written elsewhere."""

from __future__ import annotations

import fcntl
import hashlib
import io
import logging
import secrets
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.disk import disk_error, room, sync_folder
from casework.errors import RecordBroken, RecordFull, RecordingDamaged, RecordingMissing
from casework.frames import RATE, SOUND, WIDTH, Opened, Sealer, open_recording
from casework.new_recording import NewRecording as NewRecording
from casework.new_recording import finish_file
from casework.stored import NAME, Kind, checked

LOG = logging.getLogger(__name__)
STORED = Kind("recording", SOUND, RecordingMissing, RecordingDamaged)
KINDS = ("description", "name")


@dataclass(frozen=True)
class Kept:
    """A recording on the disk."""

    hash: str
    """SHA-256 of the stored file, and its name."""
    seconds: float
    draft: str | None
    """The draft it was begun for."""
    kind: str


class Recordings:
    """The folder of recordings."""

    def __init__(self, folder: Path, key: bytes, longest: int = 300, spare_room: int = 32 * 1024 * 1024) -> None:
        """``longest`` in seconds; ``spare_room`` in bytes of disk that must stay free for rows."""
        self.folder = folder
        self._key = key
        self._longest = longest
        self._spare_room = spare_room
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(error, folder) from error

    def begin(self, draft: str | None = None, kind: str = "description") -> NewRecording:
        """Start to keep sound, on the disk from the first frame. Raises RecordFull, RecordBroken.

        With ``draft`` a recording that a power cut interrupts finds its way to that draft.
        """
        if room(self.folder) < self._spare_room:
            raise RecordFull(self.folder)
        told = {"kind": kind, **({"draft": draft} if draft else {})}
        path = self.folder / f"{secrets.token_hex(16)}.part"
        return NewRecording(path, self._key, told, self._longest * RATE * WIDTH)

    def keep(self, pcm: bytes, draft: str | None = None, kind: str = "description") -> str:
        """Store sound that is there already (16 kHz, mono, signed 16 bit); its hash. Raises as ``begin`` does."""
        recording = self.begin(draft, kind)
        try:
            recording.append(pcm)
            return recording.finish()
        except BaseException:
            recording.discard()
            raise

    def read(self, name: str) -> bytes:
        """The recording as a wav file, checked against its name. Raises RecordingMissing, RecordingDamaged."""
        return as_wav(self._checked(name).pcm)

    def about(self, name: str) -> Kept:
        """How long it is and what it was begun for. Raises RecordingMissing, RecordingDamaged."""
        return _kept(name, self._checked(name))

    def exists(self, name: str) -> bool:
        """Whether a file has that name."""
        return NAME.fullmatch(name) is not None and self._path(name).is_file()

    def discard(self, name: str) -> None:
        """Remove it for ever; nothing happens when it is gone already. Raises RecordBroken."""
        if not self.exists(name):
            return
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
        except OSError as error:
            raise disk_error(error, path) from error

    def names(self) -> Iterator[str]:
        """Every finished recording."""
        return (each.stem for each in sorted(self.folder.glob("??/*.rec")))

    def age(self, name: str, now: float) -> float:
        """Seconds since it was finished; ``now`` in seconds since 1970. Raises RecordingMissing."""
        try:
            return now - self._path(name).stat().st_mtime
        except OSError as error:
            raise RecordingMissing(name) from error

    def recover(self) -> tuple[Kept, ...]:
        """Finish what a crash or power cut interrupted: at most the last half second is lost.

        What another process is recording just now is left alone; what holds no sound is removed; what a full disk
        does not let finish stays for the next time (a station starts all the same).
        """
        found = []
        for path in sorted(self.folder.glob("*.part")):
            try:
                found.append(self._recover(path))
            except (RecordFull, RecordBroken) as error:
                LOG.warning("an interrupted recording has to wait: %s", error)
        return tuple(each for each in found if each is not None)

    def _recover(self, path: Path) -> Kept | None:
        try:
            with path.open("r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return None
                opened = open_recording(self._key, file.read())
                if not opened.pcm:
                    if opened.cut_off:  # and nothing else is wrong: another key would open what this one cannot
                        path.unlink()
                    return None
                if opened.fault is not None:
                    file.truncate(opened.whole)
                    file.seek(opened.whole)
                    file.write(Sealer(self._key, opened.header, opened.frames, len(opened.pcm)).end())
                file.seek(0)
                name = hashlib.sha256(file.read()).hexdigest()
                finish_file(file.fileno(), path, name)
        except FileNotFoundError:  # another process recovered it
            return None
        except OSError as error:
            raise disk_error(error, path) from error
        return _kept(name, opened)

    def _checked(self, name: str) -> Opened:
        return checked(name, self._path(name), self._key, STORED)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.rec"


def as_wav(pcm: bytes) -> bytes:
    """Sound as a whole wav file: 16 kHz, mono, signed 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(WIDTH)
        wav.setframerate(RATE)
        wav.writeframes(pcm)
    return file.getvalue()


def _kept(name: str, opened: Opened) -> Kept:
    seconds = len(opened.pcm) / (RATE * WIDTH)
    return Kept(name, seconds, opened.meta.get("draft"), opened.meta.get("kind", "description"))
