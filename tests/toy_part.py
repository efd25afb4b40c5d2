"""A part of a station for the tests of the watch: real process, real socket, and it dies or hangs when told to."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from station.part import serve, take_order


def app(environ, start_response):
    """Answer with the process number, or do the harm that the path names."""
    what = environ["PATH_INFO"]
    if what == "/die":
        os._exit(7)
    if what == "/hang":
        threading.Event().wait()
    if what == "/bear":
        born = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(born.pid).encode()]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


if __name__ == "__main__":
    order = take_order()
    if order.station.village == "wrong":
        sys.stderr.write("xiangban: the toy has no village\n")
        sys.exit(2)
    serve(app, order)
