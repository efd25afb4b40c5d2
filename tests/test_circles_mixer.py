"""Five people in one circle through Debian's Janus, in a network of its own; skipped where that cannot be had."""

from __future__ import annotations

import pytest

from benchmarks.circle import apart, why_not

MISSING = why_not()


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_five_see_each_other() -> None:
    found = apart(5)
    assert found.returncode == 0, found.stderr
    assert "pictures of others that move\t20 of 20" in found.stdout
