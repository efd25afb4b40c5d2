"""What the page tells of the handset: lifted, hung up, or gone; and what the installer's page has chosen."""

from __future__ import annotations

import time

from flask import Blueprint, abort, jsonify, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk import context
from kiosk.handset import Handset
from kiosk.routes.doctor import only_here
from kiosk.routes.pages import follow
from kiosk.scenes import is_confidential
from kiosk.scenes.handset import gone, hung_up, lifted
from kiosk.scenes.scene import Here

handset = Blueprint("handset", __name__)
NEWS = {"lifted": lifted, "hung_up": hung_up, "gone": gone}


@handset.post("/handset")
def told() -> AnyResponse:
    """Where to go; nothing where the screen in front stays and only its sound goes another way."""
    news = NEWS.get(request.form.get("is", ""))
    if news is None:
        abort(404)
    visit = context.visit()
    with visit.lock:
        visit.touched = time.monotonic()
        goes = news(Here(context.desk(), visit, visit.at), is_confidential)
        if goes is not None:
            context.listenings().abandon(visit.id)
    if goes is not None:
        return follow(goes)
    desk = context.desk()
    label = desk.handsets.now.label if desk.handsets.now and visit.handset else ""
    return jsonify(through=label, loudspeaker="browser" if label else desk.settings.loudspeaker)


@handset.post("/doctor/handset")
def choose() -> AnyResponse:
    """The installer has chosen a loudspeaker and shown the cradle's keys; no label: there is no handset."""
    only_here()
    label, *keys = (request.form.get(each, "") for each in ("label", "lifted", "hung_up"))
    try:
        context.desk().handsets.keep(Handset(label, *keys) if label else None)
    except ValueError:
        abort(400)
    return make_response("", 204)
