"""Who may talk to the kiosk, and what its pages may do: host names, origins and headers of every request."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from kiosk.errors import StrangeHost

POLICY = (
    "default-src 'self'; img-src 'self'; media-src 'self' mediastream: blob:; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ELSE = "default-src 'self'; frame-ancestors 'none'"
"""The same for what is no page; all that the policy says more is about pages, and travels with each file."""
LARGEST_BODY = 128 * 1024
"""Bytes; a piece of audio has 6 400."""


def guard(app: Flask, hosts: tuple[str, ...]) -> None:
    """Refuse strangers before anything else happens; tell the browser to be strict."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY

    @app.before_request
    def only_our_own() -> None:
        # a page of somebody else can reach 127.0.0.1 through a name it points there (DNS rebinding)
        if _name(request.host) not in hosts:
            raise StrangeHost("host", request.host)
        if request.method not in ("GET", "HEAD"):
            _same_origin()

    @app.after_request
    def strict(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Content-Security-Policy", POLICY if response.mimetype == "text/html" else ELSE)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            headers["X-Frame-Options"] = "DENY"
            headers["Referrer-Policy"] = "same-origin"  # with "no-referrer" a bare form would come from nowhere
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Permissions-Policy"] = "microphone=(self), camera=(self), geolocation=()"
        return response


def _same_origin() -> None:
    origin = request.headers.get("Origin")
    if origin is None:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if site not in ("same-origin", "none"):
            raise StrangeHost("site", site)
        return
    if urlsplit(origin).netloc != request.host:
        raise StrangeHost("origin", origin)


def _name(host: str) -> str:
    """``127.0.0.1:8080`` → ``127.0.0.1``; ``[::1]:8080`` → ``[::1]``."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] or host
