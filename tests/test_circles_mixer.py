"""A circle of five, three of them there, through Debian's Janus, which dies in the end; else skipped."""

from __future__ import annotations

import re

import pytest

from benchmarks.circle import apart, why_not

MISSING = why_not()


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_they_see_and_hear_each_other_through_the_mixer() -> None:
    with apart(5, 3, "--briefly") as running:
        told = "".join(running.stdout or ())
    assert running.returncode == 0, told
    for each in ("sees everybody, through Janus\t6 of 6", "hears everybody\t6 of 6"):
        assert each in told
    died = re.search(r"Janus is killed: every page says so .*\t. of 3, ", told)
    assert died, told  # how soon, the benchmark judges
