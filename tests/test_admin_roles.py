"""Every role at every page and every scope: the panel does what the tables say, and no page is without its line."""

from __future__ import annotations

from pathlib import Path

from admin_house import Browser
from conftest import Clock
from flask import Flask

from benchmarks import roles
from benchmarks.roles_world import REQUESTS
from casework.access.matrix import MAY
from casework.access.roles import CHILDREN, ROLES
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def test_every_cell_of_the_matrix_is_what_the_tables_say(tmp_path: Path) -> None:
    cells = roles.walked(tmp_path)
    assert [each for each in cells if not each.right] == []
    assert {each.role for each in cells} == set(ROLES)
    assert {each.found for each in cells} == {roles.IN, roles.REFUSED, roles.HIDDEN}
    assert {each.scope for each in cells if each.endpoint == "request.show"} == set(REQUESTS)


def test_a_page_without_a_line_is_refused_to_everybody_and_fails_the_matrix(app: Flask, li_na: Worker) -> None:
    app.add_url_rule("/secret-door", "secret.door", lambda: "open")
    desk = Browser(app)
    desk.sign_in("lina")
    assert desk.get("/secret-door").status_code == 403
    rule = next(each for each in app.url_map.iter_rules() if each.endpoint == "secret.door")
    assert {roles.expected(rule, each, "") for each in ROLES} == {roles.UNDECLARED}
    cell = roles.Cell("secret.door", "GET", CHILDREN, "", roles.UNDECLARED, roles.REFUSED, 403)
    assert not cell.right


def test_a_permit_that_names_another_act_than_the_page_does_is_found() -> None:
    assert not roles.Cell("request.note", "POST", "worker", "other village", roles.HIDDEN, roles.IN, 302).right
    assert not roles.Cell("queue.queue", "GET", "auditor", "", roles.REFUSED, roles.IN, 200).right
    assert not roles.Cell("queue.queue", "GET", "worker", "", roles.IN, roles.REFUSED, 403).right
    assert all(MAY[role] for role in ROLES)


def test_a_childrens_director_names_whoever_asked_for_a_child_and_sees_the_file(
    record: Record, zhao: Worker, clock: Clock
) -> None:
    workers = record.workers
    mei = workers.enrol(workers.invite(zhao.id, CHILDREN), "Mei", "mei", "four green hills")
    request = record.requests.submit(record.requests.draft("zh", "family")).request
    record.store.write("test", "test", lambda pen: pen.update("requests", request, {"child": 1, "worker": mei.id}))
    person = record.people.add("小红", mei.id)
    record.name_person(request, mei.id, person)
    assert record.request(request, record.reader(mei.id)).person == person
