"""Argon2id for passwords and one-time codes, and how codes are written; who may sign in is decided in ``workers``."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from casework.settings import PasswordCost

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, which people mistake for each other."""
CODE_LENGTH = 8


class Passwords:
    """Hashes and checks at one cost."""

    def __init__(self, cost: PasswordCost) -> None:
        self._cost = cost
        self._hasher = PasswordHasher(cost.passes, cost.memory, cost.lanes)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """The argon2id text to keep."""
        return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; takes as long when there is none to compare with."""
        try:
            return self._hasher.verify(kept or self._nobody, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def digest(self, code: str, salt: str) -> str:
        """The argon2id digest of a random code under a given salt (hex): one look tells which of several it is."""
        cost = self._cost
        raw = hash_secret_raw(code.encode(), bytes.fromhex(salt), cost.passes, cost.memory, cost.lanes, 32, Type.ID)
        return raw.hex()

    def is_old(self, kept: str) -> bool:
        """Whether it was made at another cost and should be made anew."""
        return self._hasher.check_needs_rehash(kept)


def new_code() -> str:
    """A one-time code as it is shown: two groups of four, e.g. ``7K4M-PX9D`` (about 40 bits)."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def as_typed(code: str) -> str:
    """A code without what people add or leave out: spaces, dashes, small letters."""
    return "".join(each for each in code.upper() if each.isalnum())
