"""When a turn ends: nobody who pauses is cut off, nobody waits for nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice.endpoint import Endpoint, Patience, Said

STEP = 0.032


def run(*parts: tuple[float, float], said: Said = "part") -> Endpoint:
    """Parts of (probability, seconds); stops where the turn ends."""
    endpoint = Endpoint()
    for probability, seconds in parts:
        for _ in range(round(seconds / STEP)):
            if endpoint.feed(probability, STEP, said):
                return endpoint
    return endpoint


def test_a_pause_of_two_seconds_cuts_nobody_off() -> None:
    assert run((0.9, 1.0), (0.1, 2.2), (0.9, 1.0), (0.1, 2.2)).ending == ""


def test_two_and_a_half_seconds_of_silence_end_it() -> None:
    ended = run((0.1, 1.0), (0.9, 1.0), (0.1, 5.0))
    assert ended.ending == "spoken"
    assert 4.4 < ended.seconds < 4.7


def test_a_whole_sentence_needs_less_silence() -> None:
    ended = run((0.9, 1.0), (0.1, 5.0), said="whole")
    assert ended.ending == "spoken"
    assert ended.seconds < 2.0


def test_a_first_digit_may_be_followed_by_more() -> None:
    assert 2.4 < run((0.9, 1.0), (0.1, 5.0), said="digits").seconds < 2.7


def test_silence_from_the_beginning_ends_as_silence() -> None:
    ended = run((0.1, 30.0))
    assert ended.ending == "silence"
    assert not ended.spoken


def test_a_click_is_no_speech() -> None:
    assert run((0.9, STEP), (0.1, 30.0)).ending == "silence"


def test_endless_noise_that_sounds_like_speech_meets_the_cap() -> None:
    ended = run((0.9, 60.0))
    assert ended.ending == "cap"
    assert ended.seconds < 20.1


@given(st.lists(st.floats(0, 1), max_size=2000))
def test_a_turn_always_ends_and_stays_ended(probabilities: list[float]) -> None:
    endpoint = Endpoint(Patience(cap=20.0))
    for probability in (*probabilities, *([0.0] * 700)):
        before = endpoint.ending
        after = endpoint.feed(probability, STEP)
        assert not before or before == after
    assert endpoint.ending
    assert endpoint.seconds <= 20.0 + STEP
