"""The commands that the README names exist, parse, and do what they say without setting anything up again."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from benchmarks.__main__ import MEASURED, TOOLS
from station.__main__ import build_parser
from station.place import CHECKOUT

SCRIPTS = [CHECKOUT / "script" / name for name in ("server", "test", "bench", "photos", "constraints")]


@pytest.mark.parametrize("script", [*SCRIPTS, CHECKOUT / ".ci" / "run"], ids=lambda path: path.name)
def test_every_script_parses_and_may_be_run(script):
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)


def test_the_readme_names_only_commands_that_exist():
    told = (CHECKOUT / "README.md").read_text("utf-8")
    named = set(re.findall(r"script/(\w+)", told))
    assert {"server", "test", "bench", "photos"} <= named
    assert all((CHECKOUT / "script" / each).is_file() for each in named)
    options = set(re.findall(r"--[a-z][a-z-]+", " ".join(re.findall(r"`script/server ([^`]+)`", told))))
    parser = build_parser()
    for each in options:
        value = [] if each in ("--no-browser", "--empty") else ["1"]
        parser.parse_args(["serve", each, *value])
    for act in re.findall(r"xiangban (voice add \w+ \S+)`", told):
        parser.parse_args(act.split())


def test_every_dependency_is_pinned_to_one_version():
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    constraints = (CHECKOUT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    pinned = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)$", constraints, re.MULTILINE))
    optional = [each for extra in told["optional-dependencies"].values() for each in extra]
    for each in [*told["dependencies"], *optional]:
        if each.startswith("xiangban["):
            continue  # one flavour of our own brings another
        name, _, version = each.lower().partition("==")
        assert name in pinned, f"{name} is missing in constraints.txt; run script/constraints"
        assert version in ("", pinned[name]), f"{name} differs in constraints.txt; run script/constraints"


def test_every_package_of_ours_is_installed_with_the_station():
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    tops = told["tool"]["importlinter"]["root_packages"]
    here = {
        ".".join(each.parent.relative_to(CHECKOUT).parts) for top in tops for each in (CHECKOUT / top).rglob("*.py")
    }
    assert set(told["tool"]["setuptools"]["packages"]) == here


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose environment is set up already, with a command that prints how it was called."""
    top = tmp_path / "a checkout"
    (top / ".venv" / "bin").mkdir(parents=True)
    for name in ("pyproject.toml", "constraints.txt"):
        (top / name).write_bytes((CHECKOUT / name).read_bytes())
    (top / "script").mkdir()
    for each in [*SCRIPTS, CHECKOUT / "script" / "environment.sh"]:
        (top / "script" / each.name).write_bytes(each.read_bytes())
        (top / "script" / each.name).chmod(0o755)
    command = top / ".venv" / "bin" / "xiangban"
    command.write_text('#!/bin/sh\necho "called: $*"\necho "in: $(pwd)"\n', "utf-8")
    command.chmod(0o755)
    (top / ".venv" / "bin" / "python").symlink_to(Path(os.sys.executable))
    stamp = subprocess.run(
        ["bash", "-c", '. "$1/script/environment.sh"; stamp_of "$1" "$1/.venv/bin/python" run', "bash", str(top)],
        capture_output=True,
        check=True,
    )
    (top / ".venv" / "run.stamp").write_bytes(stamp.stdout)
    (top / ".venv" / "backdrop.tried").touch()
    return top


def call(script, *told, cwd):
    fake = cwd / "bin"  # no system package is to be installed by a test
    fake.mkdir(exist_ok=True)
    (fake / "dpkg-query").write_text("#!/bin/sh\nprintf installed\n", "utf-8")
    (fake / "dpkg-query").chmod(0o755)
    path = f"{fake}:{os.environ['PATH']}"
    return subprocess.run(
        [str(script), *told], cwd=cwd, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_a_second_start_installs_nothing_and_passes_everything_on(checkout, tmp_path):
    done = call(checkout / "script" / "server", "--port", "9000", "--data", "my data", cwd=tmp_path)
    assert done.stdout == f"called: serve --port 9000 --data my data\nin: {tmp_path}\n"
    assert done.stderr == ""


def test_it_works_through_a_symlink_from_any_folder(checkout, tmp_path):
    (tmp_path / "link").symlink_to(checkout / "script" / "server")
    (tmp_path / "link2").symlink_to("link")
    assert "called: serve --empty" in call(tmp_path / "link2", "--empty", cwd=tmp_path).stdout


def test_other_dependencies_or_another_place_ask_for_a_new_set_up(checkout):
    def is_ready(top):
        told = '. "$1/script/environment.sh"; environment_is_ready "$1" run'
        return subprocess.run(["bash", "-c", told, "bash", str(top)], check=False).returncode == 0

    assert is_ready(checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    assert not is_ready(moved)
    back = moved.rename(checkout)
    assert is_ready(back)
    with (back / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write("another==1.0\n")
    assert not is_ready(back)


def test_missing_packages_are_named_in_one_line_to_whoever_may_not_install_them(checkout, tmp_path):
    fake = tmp_path / "fake"
    fake.mkdir()
    for name, does in (("dpkg-query", "exit 1"), ("id", "echo 1000"), ("sudo", "exit 1"), ("apt-get", "exit 1")):
        (fake / name).write_text(f"#!/bin/sh\n{does}\n", "utf-8")
        (fake / name).chmod(0o755)
    done = subprocess.run(
        [str(checkout / "script" / "server")],
        env={**os.environ, "PATH": f"{fake}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "sudo apt-get update && sudo apt-get install -y libportaudio2 fonts-noto-cjk" in done.stderr
    assert "called: serve" in done.stdout  # it goes on where it can


def test_script_bench_knows_every_benchmark():
    for name in (*MEASURED, *TOOLS):
        assert (CHECKOUT / "benchmarks" / f"{name}.py").is_file(), name
