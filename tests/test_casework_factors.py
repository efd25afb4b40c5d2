"""The second factor: its code once only, a clock that is off, wrong tries, codes from paper, and what replaces it."""

from __future__ import annotations

import pyotp
import pytest
from conftest import Clock
from hypothesis import given
from hypothesis import strategies as some
from second_step import code_for

from casework.errors import LockedOut
from casework.factors.errors import FactorRefused, FactorUsed, NoFactor
from casework.factors.totp import address, code_at, fitting_step, new_secret, step_of
from casework.record import Record
from casework.workers import Worker

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of RFC 6238, appendix B (SHA-1), in base32."""


@pytest.fixture
def paper(record: Record, zhao: Worker) -> tuple[str, ...]:
    record.factors.begin(zhao.id)
    return record.factors.confirm(zhao.id, code_for(record, "zhao"))


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(RFC, seconds // 30) == code


@given(some.integers(min_value=-6, max_value=6), some.sampled_from(["{}", " {} ", "12 34-{}", "１{}"]))
def test_a_code_fits_the_minute_around_it_and_none_other(away: int, frame: str) -> None:
    clock = Clock()
    code = code_at(RFC, step_of(clock()) + away)
    found = fitting_step(RFC, frame.format(code), clock())
    plain = frame.strip() == "{}"
    assert (found is not None) == (plain and abs(away) <= 2)


def test_full_width_digits_of_a_chinese_keyboard_are_digits() -> None:
    at = Clock()()
    code = code_at(RFC, step_of(at)).translate({ord("0") + each: ord("０") + each for each in range(10)})
    assert fitting_step(RFC, f"{code[:3]} {code[3:]}", at) == step_of(at)


def test_the_address_is_what_apps_read() -> None:
    read = pyotp.parse_uri(address(RFC, "lina"))
    assert isinstance(read, pyotp.TOTP)
    assert (read.secret, read.name, read.issuer) == (RFC, "lina", "Xiangban 乡伴")
    assert len({new_secret() for _ in range(20)}) == 20


def test_nothing_is_asked_for_before_the_app_has_shown_a_code(record: Record, zhao: Worker) -> None:
    assert record.factors.begin(zhao.id) == record.factors.begin(zhao.id)
    assert not record.factors.has(zhao.id)
    with pytest.raises(FactorRefused):
        record.factors.confirm(zhao.id, "000000")
    with pytest.raises(NoFactor):
        record.factors.prove(zhao.id, "000000")
    record.factors.confirm(zhao.id, code_for(record, "zhao"))
    assert record.factors.has(zhao.id)


def test_a_code_opens_once_and_no_earlier_one_opens_after_it(
    record: Record, zhao: Worker, paper: tuple[str, ...], clock: Clock
) -> None:
    clock.move(minutes=5)
    code = code_for(record, "zhao")
    assert not record.factors.prove(zhao.id, code).on_paper
    with pytest.raises(FactorUsed):
        record.factors.prove(zhao.id, code)
    with record.store.read() as database:
        secret = next(iter(database.query("select secret from factors")))["secret"]
    with pytest.raises(FactorUsed):
        record.factors.prove(zhao.id, code_at(secret, step_of(clock()) - 1))
    clock.move(seconds=30)
    record.factors.prove(zhao.id, code_for(record, "zhao"))


def test_a_stations_clock_that_is_off_is_learned_when_the_phone_is_set_up_and_followed_when_it_drifts(
    record: Record, zhao: Worker, clock: Clock
) -> None:
    secret = record.factors.begin(zhao.id)
    record.factors.confirm(zhao.id, code_at(secret, step_of(clock()) + 40))  # the phone is 20 minutes ahead
    factor = record.factors.of(zhao.id)
    assert factor is not None
    assert factor.minutes_off == 20
    for ahead in (41, 43, 45):
        clock.move(days=1)
        record.factors.prove(zhao.id, code_at(secret, step_of(clock()) + ahead))
    with pytest.raises(FactorRefused):
        record.factors.prove(zhao.id, code_at(secret, step_of(clock()) + 49))


def test_five_wrong_codes_lock_and_the_right_one_waits_with_them(
    record: Record, zhao: Worker, paper: tuple[str, ...], clock: Clock
) -> None:
    for wrong in ("000000", "AAAA-AAAA-AAAA", "", "12345", "999999"):
        with pytest.raises(FactorRefused):
            record.factors.prove(zhao.id, wrong)
    for right in (code_for(record, "zhao"), paper[0]):
        with pytest.raises(LockedOut):
            record.factors.prove(zhao.id, right)
    assert record.workers.sign_in("zhao", "rice field at dawn")  # the password is counted for itself
    clock.move(minutes=16)
    assert record.factors.prove(zhao.id, paper[0]).left == 9


def test_paper_opens_once_each_and_new_paper_ends_the_old(
    record: Record, zhao: Worker, paper: tuple[str, ...]
) -> None:
    assert len(set(paper)) == 10
    proof = record.factors.prove(zhao.id, paper[3].lower().replace("-", " "))
    assert (proof.on_paper, proof.left) == (True, 9)
    with pytest.raises(FactorUsed):
        record.factors.prove(zhao.id, paper[3])
    fresh = record.factors.renew_paper(zhao.id)
    with pytest.raises(FactorUsed):
        record.factors.prove(zhao.id, paper[4])
    assert record.factors.prove(zhao.id, fresh[0]).left == 9


def test_a_new_phone_replaces_the_old_one_only_when_it_has_shown_its_code(
    record: Record, zhao: Worker, paper: tuple[str, ...], clock: Clock
) -> None:
    with record.store.read() as database:
        old = next(iter(database.query("select secret from factors")))["secret"]
    clock.move(minutes=31)
    new = record.factors.begin(zhao.id)
    assert new != old
    record.factors.prove(zhao.id, code_at(old, step_of(clock())))
    record.factors.confirm(zhao.id, code_at(new, step_of(clock())))
    clock.move(minutes=1)
    with pytest.raises(FactorRefused):
        record.factors.prove(zhao.id, code_at(old, step_of(clock())))
    with pytest.raises(FactorRefused):
        record.factors.prove(zhao.id, paper[0])
    record.factors.prove(zhao.id, code_at(new, step_of(clock())))


def test_neither_secret_nor_paper_stand_in_the_journal(record: Record, zhao: Worker, paper: tuple[str, ...]) -> None:
    with record.store.read() as database:
        told = str(list(database.query("select fields from journal")))
        kept = list(database.query("select secret, salt from factors"))
        codes = str(list(database.query("select code from recoveries")))
    for each in (*kept[0].values(), *paper, *(each.replace("-", "") for each in paper)):
        assert each not in told
    assert not any(each.replace("-", "") in codes for each in paper)
