"""Recordings: encrypted, named by their hash, on the disk frame by frame, and honest about damage."""

from __future__ import annotations

import hashlib
import io
import math
import subprocess
import sys
import textwrap
import wave
from array import array
from pathlib import Path

import pytest

from casework.errors import EmptyRecording, RecordFull, RecordingDamaged, RecordingMissing, RecordingOver
from casework.frames import HEADER
from casework.record import Record
from casework.recordings import Recordings

KEY = bytes(range(32))
HERE = Path(__file__).parent.parent


def tone(seconds: float) -> bytes:
    """A tone that changes, so that no two moments of it are alike."""
    return array(
        "h", (int(9000 * math.sin(each * (0.05 + each / 4e6))) for each in range(int(16000 * seconds)))
    ).tobytes()


def sound(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as told:
        assert (told.getnchannels(), told.getsampwidth(), told.getframerate()) == (1, 2, 16000)
        return told.readframes(told.getnframes())


@pytest.fixture
def recordings(tmp_path: Path) -> Recordings:
    return Recordings(tmp_path / "recordings", KEY, spare_room=0)


def stored(recordings: Recordings, name: str) -> Path:
    return recordings.folder / name[:2] / f"{name}.rec"


def test_what_was_said_is_heard_again_whatever_the_chunks(recordings: Recordings) -> None:
    said = tone(2.3)
    recording = recordings.begin()
    start = 0
    for size in (1, 3199, 3200, 3201, 20001, 40000, 1, len(said)):  # odd sizes cut samples in two
        recording.append(said[start : start + size])
        start += size
    name = recording.finish()
    assert recording.finish() == name
    assert sound(recordings.read(name)) == said
    assert recordings.about(name).seconds == pytest.approx(2.3)
    assert list(recordings.names()) == [name]
    assert list(recordings.folder.glob("*.part")) == []


def test_it_is_named_by_the_hash_of_what_is_stored_and_unreadable(recordings: Recordings) -> None:
    said = tone(1)
    name, again = recordings.keep(said), recordings.keep(said)
    content = stored(recordings, name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == name
    assert name != again  # the same words leave no trace of being the same
    assert said[:64] not in content
    assert said[16000:16064] not in content
    assert stored(recordings, name).stat().st_mode & 0o777 == 0o600


def test_sound_is_on_the_disk_while_it_is_still_recorded(recordings: Recordings) -> None:
    recording = recordings.begin()
    recording.append(tone(3))
    (part,) = recordings.folder.glob("*.part")
    assert part.stat().st_size > 3 * 32000
    recording.discard()
    assert list(recordings.folder.glob("*")) == []
    with pytest.raises(RecordingOver):
        recording.append(tone(1))
    with pytest.raises(RecordingOver):
        recording.finish()


def test_nothing_said_is_nothing_kept(recordings: Recordings) -> None:
    for chunk in (b"", b"\x01"):
        recording = recordings.begin()
        recording.append(chunk)
        with pytest.raises(EmptyRecording):
            recording.finish()
    assert list(recordings.folder.glob("*")) == []


def test_half_a_sample_at_the_end_is_dropped(recordings: Recordings) -> None:
    assert sound(recordings.read(recordings.keep(b"\x01\x02\x03"))) == b"\x01\x02"


def test_the_longest_recording_keeps_its_beginning(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path / "recordings", KEY, longest=1, spare_room=0)
    recording = recordings.begin()
    said = tone(3)
    assert recording.append(said[:3200])
    assert not recording.full
    assert not recording.append(said[3200:])
    assert recording.full
    assert not recording.append(b"more")
    assert sound(recordings.read(recording.finish())) == said[:32000]


def test_every_cut_is_noticed(recordings: Recordings) -> None:
    name = recordings.keep(tone(1.2))
    path = stored(recordings, name)
    content = path.read_bytes()
    for size in (0, 5, HEADER.size, HEADER.size + 3, 100, len(content) // 2, len(content) - 29, len(content) - 1):
        path.write_bytes(content[:size])
        with pytest.raises(RecordingDamaged, match=r"cannot be played: (it is empty|its)"):
            recordings.read(name)
    path.write_bytes(content)
    assert recordings.read(name)


def test_every_change_is_noticed(recordings: Recordings) -> None:
    name = recordings.keep(tone(1.2))
    path = stored(recordings, name)
    content = path.read_bytes()
    for place in (0, 6, 20, HEADER.size, HEADER.size + 2, 60, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(RecordingDamaged):
            recordings.read(name)
    path.write_bytes(content + b"x")
    with pytest.raises(RecordingDamaged, match="added after its end"):
        recordings.read(name)


def test_another_recording_under_this_name_is_noticed(recordings: Recordings) -> None:
    name, other = recordings.keep(tone(1)), recordings.keep(tone(1.5))
    stored(recordings, name).write_bytes(stored(recordings, other).read_bytes())
    with pytest.raises(RecordingDamaged, match="not the recording that this name belongs to"):
        recordings.read(name)


def test_another_key_opens_nothing(recordings: Recordings, tmp_path: Path) -> None:
    name = recordings.keep(tone(1))
    with pytest.raises(RecordingDamaged, match="another key"):
        Recordings(tmp_path / "recordings", bytes(32)).read(name)


@pytest.mark.parametrize("name", ["", "0" * 64, "../../data.key", "x" * 64, "0" * 63 + "\n"])
def test_a_name_that_names_nothing(recordings: Recordings, name: str) -> None:
    with pytest.raises(RecordingMissing):
        recordings.read(name)
    recordings.discard(name)


CHILD = """
    import sys, time
    from pathlib import Path
    from casework.recordings import Recordings
    recording = Recordings(Path(sys.argv[1]), bytes(range(32)), spare_room=0).begin(draft="d1", kind="name")
    said = Path(sys.argv[2]).read_bytes()
    for start in range(0, len(said), 3200):
        recording.append(said[start : start + 3200])
    print("said", flush=True)
    time.sleep(60)
"""


def test_a_killed_recording_is_recovered_up_to_the_last_half_second(recordings: Recordings, tmp_path: Path) -> None:
    said = tone(2.7)
    (tmp_path / "said").write_bytes(said)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), recordings.folder, tmp_path / "said"],
        cwd=HERE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"said\n"
    assert recordings.recover() == ()  # it is alive: what it records is its own
    child.kill()
    child.wait(10)
    child.stdout.close()

    (kept,) = recordings.recover()
    assert (kept.draft, kept.kind, kept.seconds) == ("d1", "name", 2.5)
    assert sound(recordings.read(kept.hash)) == said[: int(2.5 * 32000)]
    assert recordings.recover() == ()
    assert list(recordings.folder.glob("*.part")) == []


def test_a_power_cut_in_the_middle_of_a_frame_loses_that_frame_only(recordings: Recordings) -> None:
    said = tone(2)
    recording = recordings.begin()
    recording.append(said)
    (part,) = recordings.folder.glob("*.part")
    content = part.read_bytes()
    recording.discard()
    for lost in (1, 8000, 16020):
        part.write_bytes(content[:-lost])
        (kept,) = recordings.recover()
        assert sound(recordings.read(kept.hash)) == said[: int(1.5 * 32000)]
    part.write_bytes(content[:20])  # nothing but half a header: there is no sound in it
    assert recordings.recover() == ()
    assert list(recordings.folder.glob("*.part")) == []


def test_a_started_recording_of_another_key_is_left_alone(recordings: Recordings, tmp_path: Path) -> None:
    recording = recordings.begin()
    recording.append(tone(1))
    (part,) = recordings.folder.glob("*.part")
    content = part.read_bytes()
    recording.discard()
    part.write_bytes(content)
    assert Recordings(tmp_path / "recordings", bytes(32)).recover() == ()
    assert part.read_bytes() == content


def test_no_recording_is_begun_when_only_the_spare_room_is_left(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path / "recordings", KEY, spare_room=1 << 60)
    with pytest.raises(RecordFull, match="make room"):
        recordings.begin()
    assert list(recordings.folder.glob("*")) == []


def test_a_disk_that_fills_up_while_recording_keeps_what_was_said_before(tmp_path: Path) -> None:
    """A real refusal by the kernel (file size limit), in a child of its own."""
    code = """
        import resource, sys
        from pathlib import Path
        from casework.errors import RecordFull
        from casework.recordings import Recordings
        recordings = Recordings(Path(sys.argv[1]), bytes(range(32)), spare_room=0)
        recording = recordings.begin()
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        try:
            for each in range(30):
                recording.append(bytes([each]) * 3200)
        except RecordFull:
            print(each)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(recording.finish())
    """
    child = [sys.executable, "-c", textwrap.dedent(code), tmp_path / "recordings"]
    told = subprocess.run(child, cwd=HERE, capture_output=True, text=True, check=True).stdout.split()
    said = b"".join(bytes([each]) * 3200 for each in range(int(told[0]) + 1))
    assert len(said) == 64000
    assert sound(Recordings(tmp_path / "recordings", KEY).read(told[1])) == said[:64000]


def test_a_recovered_recording_finds_its_draft(record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    recording = record.recordings.begin(draft, "description")
    recording.append(tone(1))
    name = recording.finish()  # and here the machine stopped, before any row named it
    assert [each.hash for each in record.recover()] == [name]
    assert record.requests.look(draft).recordings == {"description": name}
    assert record.recover() == []


def test_a_recording_that_was_replaced_does_not_come_back(record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    first = record.recordings.keep(tone(1), draft)
    second = record.recordings.keep(tone(1), draft)
    record.requests.attach(draft, second)
    assert record.recover() == []
    assert record.requests.look(draft).recordings == {"description": second}
    assert record.recordings.exists(first)  # until the next purge


def test_a_damaged_recording_that_belongs_to_nothing_keeps_no_station_from_starting(record: Record) -> None:
    name = record.recordings.keep(tone(1))
    path = stored(record.recordings, name)
    path.write_bytes(path.read_bytes()[:-5])
    assert record.recover() == []
    assert path.exists()


def test_what_a_full_disk_does_not_let_finish_waits_for_the_next_time(recordings: Recordings, tmp_path: Path) -> None:
    recording = recordings.begin()
    recording.append(tone(1))
    (part,) = recordings.folder.glob("*.part")
    content = part.read_bytes()
    recording.discard()
    part.write_bytes(content[:-1])
    code = """
        import resource, sys
        from pathlib import Path
        from casework.recordings import Recordings
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        print(Recordings(Path(sys.argv[1]), bytes(range(32))).recover())
    """
    child = [sys.executable, "-c", textwrap.dedent(code), recordings.folder]
    assert subprocess.run(child, cwd=HERE, capture_output=True, text=True, check=True).stdout == "()\n"
    (kept,) = recordings.recover()
    assert kept.seconds == 0.5
