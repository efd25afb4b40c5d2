"""What goes to the browser goes compressed: the page's own files from their edition, pages as they are drawn."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from kiosk.edition import Edition

FOR_EVER = "public, max-age=31536000, immutable"
WORTH = 600
"""Bytes below which packing costs more than it saves."""
TEXTS = ("text/", "application/json", "image/svg+xml")


def squeeze(app: Flask, edition: Edition) -> None:
    """Serve that edition, and compress every text answer for browsers that understand it."""
    app.jinja_env.globals["asset"] = edition.address
    app.jinja_env.globals["modules"] = edition.modules

    @app.get("/static/<name>/<file>", endpoint="edition")
    def own(name: str, file: str) -> Response | tuple[str, int]:
        piece = edition.pieces.get(file)
        if piece is None:
            return "", 404
        response = Response(piece.packed if _understands() else piece.body, mimetype=piece.kind)
        if _understands():
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        # an address of yesterday's edition gets today's file, which must not be kept under it
        response.headers["Cache-Control"] = FOR_EVER if name == edition.name else "no-store"
        return response

    @app.after_request
    def pack(response: Response) -> Response:
        if _understands() and _worth(response):
            response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Vary"] = "Accept-Encoding"
        return response


def _worth(response: Response) -> bool:
    whole = not (response.is_streamed or response.direct_passthrough) and "Content-Encoding" not in response.headers
    return whole and (response.mimetype or "").startswith(TEXTS) and (response.content_length or 0) > WORTH


def _understands() -> bool:
    return request.accept_encodings["gzip"] > 0
