"""Signing out whoever has gone away: how much time is left, that somebody is still here, what is half written."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import FieldWrong

pages = Blueprint("idle", __name__, url_prefix="/account")


@pages.get("/left")
def left() -> ResponseReturnValue:
    """Seconds until this session ends; asking does not prolong it."""
    return jsonify(left=int(context.time_left()))


@pages.post("/here")
def here() -> ResponseReturnValue:
    """Somebody is here: the session goes on, and what stands in the forms of a page is kept. Raises FieldWrong."""
    told = request.get_json(silent=True)
    if not isinstance(told, dict):
        raise FieldWrong("empty")
    page, forms = told.get("page"), told.get("forms")
    if isinstance(page, str) and isinstance(forms, dict):
        for form, fields in forms.items():
            if isinstance(fields, dict):
                plain = {str(name): value for name, value in fields.items() if isinstance(value, str)}
                context.seat().halves.keep(context.worker().id, page, str(form), plain)
    if told.get("stay", True):
        context.stay()
    return jsonify(left=int(context.time_left()))
