"""``python -m content`` as a translator runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from content.__main__ import main
from tests.tiny_content import TinyContent


@pytest.fixture
def tiny(tmp_path: Path) -> TinyContent:
    return TinyContent(tmp_path / "content")


def test_good_content_is_praised(tiny: TinyContent, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tiny.home)]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[1].split() == [
        "heard",
        "by",
        "phrases",
        "sentences",
        "words",
        "unheard",
        "not",
        "at",
        "all",
    ]
    assert told.endswith("The content has no mistakes.\n")


def test_every_mistake_is_told_with_place_and_mend(tiny: TinyContent, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("en/screens.yaml", "help", "title")
    tiny.change("zh/phrases.yaml", "miss.once")
    assert main(["--home", str(tiny.home)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{tiny.home}/en/screens.yaml:1: help.title is missing. Write it."
    assert told[1].startswith(f"{tiny.home}/zh/phrases.yaml:1: miss.once is missing; en has it.")
    assert told[-1] == "Mistakes: 2"
    assert not any("missing" in each for each in told[2:])


def test_words_that_the_english_ear_does_not_know(tiny: TinyContent, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("en/screens.yaml", "help", "choices", "ill", "said", to=["i have xylitis"])
    assert main(["--home", str(tiny.home)]) == 1
    told = capsys.readouterr().out
    assert f"{tiny.home}/en/screens.yaml:{tiny.line('en/screens.yaml', 'xylitis')}:" in told
    assert "'xylitis'" in told


def test_words_that_the_korean_ear_does_not_know(tiny: TinyContent, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change("ko/screens.yaml", "help", "choices", "ill", "said", to=["뷁뜳 아파요"])
    assert main(["--home", str(tiny.home)]) == 1
    told = capsys.readouterr().out
    assert f"{tiny.home}/ko/screens.yaml:{tiny.line('ko/screens.yaml', '뷁뜳')}:" in told
    assert "'뷁뜳'" in told


def test_a_damaged_model_is_named_instead_of_checked(tiny: TinyContent, tmp_path: Path) -> None:
    (tmp_path / "models" / "zh" / "am").mkdir(parents=True)
    (tmp_path / "models" / "zh" / "graph").mkdir()
    (tmp_path / "models" / "zh" / "am" / "final.mdl").write_bytes(b"cut off")
    (tmp_path / "models" / "zh" / "graph" / "Gr.fst").write_bytes(b"cut off")
    with pytest.raises(SystemExit, match="zh"):
        main(["--home", str(tiny.home), "--models", str(tmp_path / "models")])


def test_a_villages_folder_is_checked_where_it_lies(
    tiny: TinyContent, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "village" / "en").mkdir(parents=True)
    (tmp_path / "village" / "en" / "phrases.yaml").write_text("reason.ill: no\n", "utf-8")
    assert main(["--home", str(tiny.home), "--overlay", str(tmp_path / "village")]) == 1
    assert f"{tmp_path}/village/en/phrases.yaml:1: reason.ill is no text but False" in capsys.readouterr().out


def test_the_command_itself(tiny: TinyContent) -> None:
    tiny.change("en/screens.yaml", "help", "title")
    ran = subprocess.run(
        [sys.executable, "-m", "content", "--home", str(tiny.home)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "help.title is missing" in ran.stdout
