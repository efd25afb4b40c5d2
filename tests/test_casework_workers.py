"""Signing in: the first worker's code, lock-out, and nothing told to somebody who guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from conftest import LI_NA_PASSWORD, ZHAO_PASSWORD, Clock
from hypothesis import given
from hypothesis import strategies as some

from casework.check import check
from casework.errors import (
    BadEnrolment,
    CodeRefused,
    LockedOut,
    LoginTaken,
    NoSuchWorker,
    NotASupervisor,
    SignInRefused,
)
from casework.passwords import Passwords, as_typed, new_code
from casework.record import Record
from casework.settings import PasswordCost
from casework.tries import locked_until
from casework.workers import Worker

START = datetime(2026, 11, 23, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def test_the_first_code_makes_one_supervisor_on_duty(record: Record) -> None:
    code = record.workers.first_code()
    assert code is not None
    assert not record.workers.any()
    zhao = record.workers.enrol(f" {code.lower().replace('-', ' ')} ", " Zhao ", " ZHAO ", ZHAO_PASSWORD)
    assert (zhao.name, zhao.login, zhao.role, zhao.duty) == ("Zhao", "zhao", "supervisor", True)
    assert record.workers.first_code() is None
    with pytest.raises(CodeRefused):
        record.workers.enrol(code, "Another", "another", ZHAO_PASSWORD)
    assert [each.name for each in record.workers.all()] == ["Zhao"]
    assert check(record) == []


def test_only_the_newest_first_code_holds(record: Record) -> None:
    old, new = record.workers.first_code(), record.workers.first_code()
    assert old is not None
    assert new is not None
    with pytest.raises(CodeRefused):
        record.workers.enrol(old, "Zhao", "zhao", ZHAO_PASSWORD)
    assert record.workers.enrol(new, "Zhao", "zhao", ZHAO_PASSWORD)


def test_neither_code_nor_password_is_kept_as_it_is(record: Record, li_na: Worker) -> None:
    code = record.workers.invite(record.workers.all()[1].id)
    with record.store.read() as database:
        told = "\n".join(str(row) for name in database.table_names() for row in database[name].rows)
        journal = "\n".join(each["fields"] for each in database["journal"].rows)
    assert code not in told
    assert as_typed(code) not in told
    assert LI_NA_PASSWORD not in told
    assert "$argon2id$" in told
    assert "$argon2id$" not in journal


def test_a_worker_signs_in_however_the_login_is_written(record: Record, li_na: Worker) -> None:
    assert record.workers.sign_in(" LiNa ", LI_NA_PASSWORD) == li_na
    with record.store.read() as database:
        assert [each["why"] for each in database["journal"].rows][-1] == "signed in"


@pytest.mark.parametrize(
    ("login", "password"), [("lina", "wrong"), ("lina", ""), ("nobody", LI_NA_PASSWORD), ("", "")]
)
def test_a_wrong_sign_in_is_refused_in_the_same_words(
    record: Record, li_na: Worker, login: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="login or password is wrong"):
        record.workers.sign_in(login, password)


def test_an_unknown_login_costs_one_check_as_well(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str | None] = []
    fits = Passwords.fits

    def counted(self: Passwords, kept: str | None, password: str) -> bool:
        compared.append(kept)
        return fits(self, kept, password)

    monkeypatch.setattr(Passwords, "fits", counted)
    with pytest.raises(SignInRefused):
        record.workers.sign_in("nobody", "x")
    assert compared == [None]


@pytest.mark.parametrize("login", ["lina", "nobody"])
def test_five_wrong_tries_lock_that_login_for_a_quarter_of_an_hour(
    record: Record, clock: Clock, li_na: Worker, login: str
) -> None:
    for _ in range(5):
        clock.move(seconds=10)
        with pytest.raises(SignInRefused):
            record.workers.sign_in(login, "wrong")
    with pytest.raises(LockedOut) as told:
        record.workers.sign_in(login, LI_NA_PASSWORD)
    assert told.value.until == clock.now + QUARTER
    assert record.workers.sign_in("zhao", ZHAO_PASSWORD)  # nobody else is locked
    clock.move(minutes=15)
    if login == "lina":
        assert record.workers.sign_in(login, LI_NA_PASSWORD) == li_na
    else:
        with pytest.raises(SignInRefused):
            record.workers.sign_in(login, LI_NA_PASSWORD)


def test_a_success_begins_the_count_again(record: Record, li_na: Worker) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                record.workers.sign_in("lina", "wrong")
        record.workers.sign_in("lina", LI_NA_PASSWORD)


def test_guessing_codes_is_locked_too(record: Record, clock: Clock) -> None:
    code = record.workers.first_code()
    assert code is not None
    for _ in range(5):
        with pytest.raises(CodeRefused):
            record.workers.enrol("AAAA-AAAA", "Zhao", "zhao", ZHAO_PASSWORD)
    with pytest.raises(LockedOut):
        record.workers.enrol(code, "Zhao", "zhao", ZHAO_PASSWORD)
    clock.move(minutes=15)
    assert record.workers.enrol(code, "Zhao", "zhao", ZHAO_PASSWORD)


def test_all_mistakes_of_an_enrolment_are_told_at_once_and_spend_no_code(record: Record) -> None:
    code = record.workers.first_code()
    assert code is not None
    with pytest.raises(BadEnrolment) as told:
        record.workers.enrol(code, "", " ", "short")
    assert len(told.value.mistakes) == 3
    assert record.workers.enrol(code, "Zhao", "zhao", ZHAO_PASSWORD)


def test_two_workers_cannot_share_a_login(record: Record, zhao: Worker) -> None:
    code = record.workers.invite(zhao.id)
    with pytest.raises(LoginTaken):
        record.workers.enrol(code, "Other Zhao", "ZHAO", ZHAO_PASSWORD)
    assert record.workers.enrol(code, "Other Zhao", "zhao2", ZHAO_PASSWORD).role == "worker"


def test_only_a_supervisor_invites(record: Record, li_na: Worker) -> None:
    with pytest.raises(NotASupervisor):
        record.workers.invite(li_na.id)
    with pytest.raises(NoSuchWorker):
        record.workers.invite("nobody")
    with pytest.raises(NoSuchWorker):
        record.workers.set_duty("nobody", by=li_na.id)


def test_one_worker_is_on_duty(record: Record, li_na: Worker, zhao: Worker) -> None:
    assert li_na.duty
    assert [each.name for each in record.workers.all() if each.duty] == ["Li Na"]


def test_a_password_kept_at_an_older_cost_is_kept_anew(record: Record, li_na: Worker) -> None:
    record.workers._passwords = Passwords(PasswordCost(passes=2, memory=16, lanes=1))
    assert record.workers.sign_in("lina", LI_NA_PASSWORD)
    with record.store.read() as database:
        kept = next(iter(database.query("select password from workers where login = 'lina'")))["password"]
    assert "m=16,t=2" in kept
    assert record.workers.sign_in("lina", LI_NA_PASSWORD)


def test_the_cost_that_is_shipped_is_argon2id_with_64_mebibytes() -> None:
    assert Passwords(PasswordCost()).hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_codes_are_easy_to_read_out() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for each in codes:
        assert len(as_typed(each)) == 8
        assert not set(each) & set("0O1IL")


@given(some.lists(some.tuples(some.integers(0, 120), some.booleans()), max_size=20), some.integers(0, 200))
def test_locked_exactly_when_the_last_five_tries_in_a_row_failed_lately(
    tries: list[tuple[int, bool]], now: int
) -> None:
    """Tries made while locked are refused before they are written down, so such lists do not occur."""
    history: list[tuple[datetime, bool]] = []
    for minute, succeeded in sorted(tries, key=lambda each: each[0]):
        at = START + timedelta(minutes=minute)
        if locked_until(history[::-1], at, 5, QUARTER) is None:
            history.append((at, succeeded))
    moment = max([START + timedelta(minutes=now), *(at for at, _ in history)])
    until = locked_until(history[::-1], moment, 5, QUARTER)
    last = history[-5:]
    if until is not None:
        assert len(last) == 5
        assert not any(succeeded for _, succeeded in last)
        assert until == last[-1][0] + QUARTER > moment
    elif len(last) == 5 and not any(succeeded for _, succeeded in last) and moment < last[-1][0] + QUARTER:
        # the five are not five in a row: a lock that is over stands between them
        assert any(later - earlier >= QUARTER for (earlier, _), (later, _) in pairwise(history))
