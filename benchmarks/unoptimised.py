"""The same pages as they would be had nobody cared: every file by itself, whole, fetched anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response

from kiosk.edition import FOLDER, SHARED

SUBMITS = """window.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=choice]");
  if (!button) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  button.form.requestSubmit(button);
}, true);
window.addEventListener("submit", (event) => event.stopImmediatePropagation(), true);"""
"""For such a page: every press loads the next one."""


def unoptimised(app: Flask) -> WSGIApplication:
    """The app without compression, without anything kept by the browser, and without anything fetched ahead."""
    files = {each.name: each for each in (*FOLDER.iterdir(), *SHARED)}

    def plainly(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        with app.request_context(environ):
            response: Response = app.full_dispatch_request()
        response.headers["Cache-Control"] = "no-store"
        name = environ["PATH_INFO"].rpartition("/")[2]
        if environ["PATH_INFO"].startswith("/static/") and name in files:
            response.set_data(files[name].read_bytes())
        elif response.mimetype == "text/html":
            lines = response.get_data(as_text=True).splitlines()
            response.set_data("\n".join(each for each in lines if "modulepreload" not in each))
        return response(environ, start)

    return plainly
