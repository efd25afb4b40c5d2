"""Which act each page of the panel is: the one table that decides, together with a role, who gets it at all.

Whose cases a page then shows is decided by the record. A page without a line here is refused to everybody.
"""

from __future__ import annotations

from collections.abc import Mapping

from casework.access import acts

OPEN = frozenset({"static", "pictures.picture", "sign_in.sign_in", "sign_in.join", "sign_in.language", "app.health"})
"""All that can be reached without signing in. Whatever is not named here is closed."""

PERMITS: Mapping[str, str] = {
    "persons.persons": acts.READ_PERSONS,
    "persons.add": acts.WRITE_PERSONS,
    "person.show": acts.READ_PERSONS,
    "person.details": acts.WRITE_PERSONS,
    "person.gone": acts.WRITE_PERSONS,
    "person.lives": acts.WRITE_PERSONS,
    "person.add_relation": acts.WRITE_PERSONS,
    "person.relation": acts.WRITE_PERSONS,
    "person.photo": acts.WRITE_PERSONS,
    "person.remove_photo": acts.WRITE_PERSONS,
    "person.picture": acts.READ_PERSONS,
    "person.compare": acts.READ_PERSONS,
    "person.merge": acts.MERGE_PERSONS,
    "person.part": acts.MERGE_PERSONS,
    "homes.household": acts.READ_PERSONS,
    "homes.change_household": acts.WRITE_PERSONS,
    "homes.village": acts.READ_PERSONS,
    "homes.change_village": acts.WRITE_PERSONS,
    "watch.watch": acts.READ_PERSONS,
    "watch.change": acts.CHANGE_RULES,
    "plan.begin": acts.PLAN,
    "plan.goal": acts.PLAN,
    "plan.step": acts.PLAN,
    "plan.change": acts.PLAN,
    "plan.review": acts.PLAN,
    "plan.visit": acts.PLAN,
    "plan.change_visit": acts.PLAN,
    "visits.day": acts.PLAN,
    "road.road": acts.PLAN,
    "road.send": acts.PLAN,
    "road.token": acts.PLAN,
    "road.shell": acts.PLAN,
    "road.worker": acts.PLAN,
    "queue.start": acts.OWN_ACCOUNT,
    "queue.queue": acts.READ_REQUESTS,
    "queue.changes": acts.READ_REQUESTS,
    "queue.keep_view": acts.READ_REQUESTS,
    "queue.remove_view": acts.READ_REQUESTS,
    "absences.absences": acts.WRITE_REQUESTS,
    "absences.set_absence": acts.WRITE_REQUESTS,
    "absences.cancel": acts.WRITE_REQUESTS,
    "request.show": acts.READ_REQUESTS,
    "request.changes": acts.READ_REQUESTS,
    "request.recording": acts.HEAR,
    "request.take": acts.WRITE_REQUESTS,
    "request.note": acts.WRITE_REQUESTS,
    "request.reply": acts.WRITE_REQUESTS,
    "request.plan_visit": acts.WRITE_REQUESTS,
    "life.said_done": acts.WRITE_REQUESTS,
    "life.end": acts.WRITE_REQUESTS,
    "life.reopen": acts.WRITE_REQUESTS,
    "life.word": acts.WRITE_REQUESTS,
    "life.nobody_there": acts.WRITE_REQUESTS,
    "sign_in.sign_out": acts.OWN_ACCOUNT,
    "studio.take": acts.CHANGE_VOICE,
    "studio.take_sound": acts.CHANGE_VOICE,
    "studio.keep": acts.CHANGE_VOICE,
    "studio.dialect": acts.CHANGE_VOICE,
    "studio.throw_away": acts.CHANGE_VOICE,
    "studio.try_spelling": acts.CHANGE_VOICE,
    "studio.spell": acts.CHANGE_VOICE,
    "studio.unspell": acts.CHANGE_VOICE,
    "voice.start": acts.USE_VOICE,
    "voice.studio": acts.USE_VOICE,
    "voice.wrong": acts.USE_VOICE,
    "voice.show": acts.USE_VOICE,
    "voice.sound": acts.USE_VOICE,
    "voice.judge": acts.USE_VOICE,
    "workers.workers": acts.SEE_WORKERS,
    "workers.invite": acts.MANAGE_WORKERS,
    "works.works": acts.SEE_STATION,
}
"""Endpoint → act, for every page behind the sign-in."""
