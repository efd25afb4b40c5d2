"""A circle of five, of whom three have come, through Debian's Janus in a network of its own; else skipped."""

from __future__ import annotations

import pytest

from benchmarks.circle import apart, why_not

MISSING = why_not()


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_they_see_each_other_through_the_mixer() -> None:
    found = apart(5, 3)
    assert found.returncode == 0, found.stderr
    assert "pictures of others that move\t6 of 6" in found.stdout
