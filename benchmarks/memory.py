"""Memory of the whole station, all processes together, each shared page counted once (PSS)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.running import running
from benchmarks.table import Line

MIB = 1024.0


def measure() -> list[Line]:
    """Right after the start, and per part."""
    with TemporaryDirectory() as folder, running(Path(folder) / "data") as station:
        kiosk, panel = station.part("kiosk"), station.part("panel")
        return [
            Line("whole station", pss(station.pids()), "MiB"),
            Line(f"  watch (1 process of {len(station.pids())})", pss([station.process.pid]), "MiB"),
            Line(f"  kiosk with ear and mouth ({len(kiosk)} processes)", pss(kiosk), "MiB"),
            Line(f"  panel ({len(panel)} processes)", pss(panel), "MiB"),
        ]


def pss(pids: list[int]) -> float:
    """Proportional set size of those processes together, MiB."""
    total = 0.0
    for pid in pids:
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
        except OSError:
            continue  # ended meanwhile
        total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / MIB
    return total
