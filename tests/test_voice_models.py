"""Putting a speech model in: only whole, only the right one, never outside its folder, never losing the old one."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from pathlib import Path

import pytest

from voice import models
from voice.errors import ArchiveUnsafe, ModelDamaged, ModelError, SourceMissing, SumUnknown, WrongSum
from voice.models import add_model, check, installed
from voice.vocabulary import words_of

FILES = {
    "am/final.mdl": b"rubbish",
    "graph/HCLr.fst": b"rubbish",
    "graph/Gr.fst": b"rubbish",
    "conf/mfcc.conf": b"--x=1",
}


def archive(folder: Path, files: dict[str, bytes], name: str = "model.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as opened:
        for inside, data in files.items():
            opened.writestr(inside, data)
    return path


def leftovers(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def old_model(tmp_path: Path) -> Path:
    """A model folder with an older model in it, which must survive every failed attempt."""
    folder = tmp_path / "models"
    (folder / "zh" / "am").mkdir(parents=True)
    (folder / "zh" / "am" / "final.mdl").write_bytes(b"the old one")
    return folder


def still_old(folder: Path) -> bool:
    return (folder / "zh" / "am" / "final.mdl").read_bytes() == b"the old one" and leftovers(folder) == ["zh"]


def test_a_model_that_does_not_load_never_replaces_the_old_one(tmp_path: Path, old_model: Path) -> None:
    source = archive(tmp_path, {f"vosk-model-x/{name}": data for name, data in FILES.items()})
    with pytest.raises(ModelDamaged, match="xiangban voice add zh"):
        add_model("zh", str(source), old_model)
    assert still_old(old_model)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "..\\evil", "C:\\evil"])
def test_no_file_leaves_the_folder(tmp_path: Path, old_model: Path, name: str) -> None:
    source = archive(tmp_path, {**FILES, name: b"evil"})
    with pytest.raises(ArchiveUnsafe, match="outside"):
        add_model("zh", str(source), old_model)
    assert still_old(old_model)
    assert not list(tmp_path.rglob("evil"))


def test_links_are_refused(tmp_path: Path, old_model: Path) -> None:
    source = archive(tmp_path, FILES)
    with zipfile.ZipFile(source, "a") as opened:
        link = zipfile.ZipInfo("graph/words.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveUnsafe, match="link"):
        add_model("zh", str(source), old_model)
    assert still_old(old_model)


def test_a_bomb_is_refused_by_what_it_declares(
    tmp_path: Path, old_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.model_archive.MOST_BYTES", 1000)
    source = archive(tmp_path, {**FILES, "graph/big": bytes(2000)})
    with pytest.raises(ArchiveUnsafe, match="larger"):
        add_model("zh", str(source), old_model)
    assert still_old(old_model)


def test_a_wrong_sum_is_refused(tmp_path: Path, old_model: Path) -> None:
    source = archive(tmp_path, FILES)
    with pytest.raises(WrongSum, match="nothing was installed"):
        add_model("zh", str(source), old_model, sha256="0" * 64)
    assert still_old(old_model)


def test_an_official_name_must_carry_the_official_sum(tmp_path: Path, old_model: Path) -> None:
    source = archive(tmp_path, FILES, name="vosk-model-small-cn-0.22.zip")
    with pytest.raises(WrongSum, match="3af8b0e7"):
        add_model("zh", str(source), old_model)


def test_an_unknown_address_needs_a_sum(old_model: Path) -> None:
    with pytest.raises(SumUnknown, match="--sha256"):
        add_model("zh", "https://localhost/strange.zip", old_model)


@pytest.mark.parametrize("source", ["no-such-file.zip", "http://localhost/x.zip", "https://127.0.0.1:9/x.zip"])
def test_what_cannot_be_brought_is_told(old_model: Path, source: str) -> None:
    with pytest.raises(SourceMissing):
        add_model("zh", source, old_model, sha256="0" * 64)
    assert still_old(old_model)


def test_a_cut_off_zip_is_told(tmp_path: Path, old_model: Path) -> None:
    whole = archive(tmp_path, FILES).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceMissing, match="no whole zip"):
        add_model("zh", str(tmp_path / "half.zip"), old_model)


def test_an_archive_without_a_model_is_told(tmp_path: Path, old_model: Path) -> None:
    with pytest.raises(ModelDamaged, match="no Vosk model"):
        add_model("zh", str(archive(tmp_path, {"readme.txt": b"hello"})), old_model)


@pytest.mark.parametrize("language", ["../zh", "", "zh/..", "Z H"])
def test_a_language_is_a_code_and_no_path(tmp_path: Path, language: str) -> None:
    with pytest.raises(ModelError, match="language code"):
        add_model(language, "x.zip", tmp_path)
    assert installed(language, tmp_path) is None


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_missing_or_empty_file_is_named(tmp_path: Path, name: str) -> None:
    for inside, data in FILES.items():
        path = tmp_path / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if inside == name else data)
    if name == "am/final.mdl":
        (tmp_path / name).unlink()
    with pytest.raises(ModelDamaged, match="cannot be used"):
        check(tmp_path, "zh")


def test_the_korean_model_comes_with_its_package(tmp_path: Path) -> None:
    found = installed("ko", tmp_path)
    assert found is not None
    check(found, "ko")
    assert installed("zh", tmp_path) is None


def test_a_whole_model_is_installed_and_replaces_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the trial load left out: the only whole model at hand takes 0.7 GB to load (see test_voice_korean)."""
    tried: list[str] = []
    monkeypatch.setattr(models, "try_out", lambda language, folder: tried.append(f"{language} {folder.name}"))
    source = archive(tmp_path, {f"vosk-model-x/{name}": data for name, data in FILES.items()})
    folder = tmp_path / "models"
    for _ in range(2):
        added = add_model("zh", str(source), folder)
        assert added.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
        assert not added.known
        assert leftovers(folder) == ["zh"]
    assert tried == ["zh vosk-model-x"] * 2
    assert installed("zh", folder) == folder / "zh"


def test_a_word_list_that_is_no_graph_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "Gr.fst").write_bytes(b"\x00" * 100)
    with pytest.raises(ModelDamaged):
        words_of(tmp_path)
