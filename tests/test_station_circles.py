"""What Janus is told: asked on this box only, with a secret, and nothing that circles do not need."""

from __future__ import annotations

from calls.mixing import MixerSettings
from station.mixer_conf import conf, run


def test_janus_is_asked_on_this_box_with_a_secret_and_mixes_circles_only() -> None:
    files = conf("hidden", port=9000)
    assert 'api_secret = "hidden"' in files["janus.jcfg"]
    assert "libjanus_videoroom.so" not in files["janus.jcfg"]
    for each in ('ip = "127.0.0.1"', "port = 9000", "https = false", "admin_http = false"):
        assert each in files["janus.transport.http.jcfg"]
    assert all(text.count("{") == text.count("}") for text in files.values())


def test_the_first_time_it_makes_a_secret_and_tells_both_places() -> None:
    told: list[str] = []
    run(MixerSettings(), told.append)
    text = "".join(told)
    (secret,) = {line.split('"')[1] for line in text.splitlines() if "secret =" in line}
    assert len(secret) > 40
    assert "[circles]" in text
    told.clear()
    run(MixerSettings("http://127.0.0.1:8088/janus", "known"), told.append)
    assert 'api_secret = "known"' in "".join(told)
    assert "[circles]\n" not in "".join(told)
