"""The format of a stored recording: sealed frames that tell when one is cut, swapped or missing; no files here.

``XBREC`` header (28 bytes: magic, version, sample format, channels, rate, salt), then frames of kind (1 byte), length
(4 bytes) and AES-256-GCM text. The key of each recording is derived from the record's key and the salt, so a frame's
kind and index can be its nonce; header, kind and index are authenticated. Kinds: ``M`` what the recording belongs to
(JSON), ``A`` sound, ``Z`` the end with the number of bytes of sound. Without ``Z`` the recording was cut off.
"""

from __future__ import annotations

import json
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RATE = 16000
WIDTH = 2
"""Bytes of one sample: signed 16 bit, little endian, one channel."""
HEADER = struct.Struct(">5sBBBI16s")
FRAME = struct.Struct(">cI")
Form = tuple[bytes, int, int, int, int]
"""How a file begins: magic, version, what its bytes are, channels, rate."""
SOUND: Form = (b"XBREC", 1, 1, 1, RATE)
PICTURE: Form = (b"XBPIC", 1, 2, 0, 0)
"""A photograph as JPEG, in the same frames."""
FILM: Form = (b"XBVID", 1, 3, 0, 0)
"""A film as a browser records it, in the same frames."""
NAMED = {SOUND: "recording", PICTURE: "picture", FILM: "film"}
LONGEST = 1 << 20
"""Bytes of one frame; more is damage, not sound."""
EMPTY, NO_HEADER, NO_END, HALF_A_FRAME = CUT_OFF = (
    "it is empty",
    "its header is cut off",
    "its end is missing",
    "its last frame is cut off",
)


class Sealer:
    """Turns sound into frames, one after the other."""

    def __init__(
        self, key: bytes, header: bytes | None = None, index: int = 0, sound: int = 0, form: Form = SOUND
    ) -> None:
        """A new recording; or, with a header read from a file, one to be carried on at that frame."""
        salt = secrets.token_bytes(16)
        self.header = header or HEADER.pack(*form, salt)
        self._cipher = _cipher(key, self.header)
        self._index = index
        self.sound = sound
        """Bytes of sound sealed so far."""

    def meta(self, told: Mapping[str, str]) -> bytes:
        """The first frame."""
        return self._seal(b"M", json.dumps(dict(told)).encode())

    def audio(self, pcm: bytes) -> bytes:
        """A frame of sound."""
        frame = self._seal(b"A", pcm)
        self.sound += len(pcm)
        return frame

    def end(self) -> bytes:
        """The last frame."""
        return self._seal(b"Z", struct.pack(">Q", self.sound))

    def _seal(self, kind: bytes, content: bytes) -> bytes:
        nonce = _nonce(kind, self._index)
        sealed = self._cipher.encrypt(nonce, content, self.header + nonce)
        self._index += 1
        return FRAME.pack(kind, len(sealed)) + sealed

    def step_back(self, sound: int) -> None:
        """The last frame did not reach the disk. Only the very same content may be sealed in its place."""
        self._index -= 1
        self.sound -= sound


@dataclass
class Opened:
    """What could be read of a stored recording, from its beginning up to the first fault."""

    header: bytes = b""
    meta: dict[str, str] = field(default_factory=dict)
    pcm: bytes = b""
    frames: int = 0
    whole: int = 0
    """Bytes of the file up to the end of the last whole frame."""
    fault: str | None = EMPTY
    """Why it cannot be trusted; None when it is whole."""

    @property
    def cut_off(self) -> bool:
        """Whether it merely stops too early."""
        return self.fault in CUT_OFF


def open_recording(key: bytes, stored: bytes, form: Form = SOUND) -> Opened:
    """Read as far as it is sound. Never raises: ``fault`` tells what is wrong."""
    found = Opened()
    if len(stored) < HEADER.size:
        found.fault = NO_HEADER if stored else EMPTY
        return found
    header = stored[: HEADER.size]
    if HEADER.unpack(header)[:-1] != form:
        found.fault = f"it is no {NAMED[form]} of this station"
        return found
    found.header, found.whole = header, HEADER.size
    sound: list[bytes] = []
    found.fault = _read_frames(_cipher(key, header), stored, found, sound)
    found.pcm = b"".join(sound)
    return found


def _read_frames(cipher: AESGCM, stored: bytes, found: Opened, sound: list[bytes]) -> str | None:
    """Fill ``found`` and ``sound`` frame by frame; the fault, or None at a proper end."""
    while True:
        rest = len(stored) - found.whole
        if rest < FRAME.size:
            return NO_END if rest == 0 else HALF_A_FRAME
        kind, length = FRAME.unpack_from(stored, found.whole)
        start = found.whole + FRAME.size
        if kind not in (b"M", b"A", b"Z") or length > LONGEST:
            return f"frame {found.frames} is damaged"
        if len(stored) < start + length:
            return HALF_A_FRAME
        nonce = _nonce(kind, found.frames)
        try:
            content = cipher.decrypt(nonce, stored[start : start + length], found.header + nonce)
        except InvalidTag:
            return f"frame {found.frames} was altered, or is locked with another key"
        if kind == b"Z":
            if start + length != len(stored):
                return "something was added after its end"
            return None if content == struct.pack(">Q", sum(map(len, sound))) else "sound is missing"
        if kind == b"M":
            found.meta = json.loads(content)
        else:
            sound.append(content)
        found.frames += 1
        found.whole = start + length


def _nonce(kind: bytes, index: int) -> bytes:
    return kind + index.to_bytes(11, "big")


def _cipher(key: bytes, header: bytes) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt=header[-16:], info=b"xiangban recording 1").derive(key)
    return AESGCM(derived)
