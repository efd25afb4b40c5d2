"""What stands in Janus's configuration so that it mixes circles of this station and nothing else; writes no file."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from calls.mixing import MixerSettings

PORTS = (49500, 49900)
"""The UDP ports over which pictures and sound come; a firewall in front has to let them through."""
PORT = 8088
"""Where it is asked, on loopback only."""
UNUSED = (
    *("audiobridge", "echotest", "nosip", "recordplay", "sip", "streaming", "textroom", "videocall", "voicemail"),
    *("duktape", "lua"),
)


def conf(secret: str, *, port: int = PORT, folder: str = "/etc/janus") -> Mapping[str, str]:
    """The files of ``folder`` that differ from Debian's, by name. ``secret``: as in ``[circles]``."""
    unused = ",".join(f"libjanus_{each}.so" for each in UNUSED)
    general = f"""# Written by `xiangban circles`: circles of Xiangban only, asked on this box only.
general: {{
  configs_folder = "{folder}"
  api_secret = "{secret}"
  session_timeout = 60
  debug_level = 3
}}
media: {{
  rtp_port_range = "{PORTS[0]}-{PORTS[1]}"
}}
nat: {{
  ice_lite = false
  full_trickle = false
}}
plugins: {{
  disable = "{unused}"
}}
transports: {{
  disable = "libjanus_rabbitmq.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_websockets.so"
}}
events: {{
  broadcast = false
}}
"""
    http = f"""general: {{
  json = "compact"
  base_path = "/janus"
  http = true
  port = {port}
  ip = "127.0.0.1"
  https = false
}}
admin: {{
  admin_http = false
}}
"""
    return {
        "janus.jcfg": general,
        "janus.transport.http.jcfg": http,
        "janus.plugin.videoroom.jcfg": "general: {\n}\n",
    }


def run(mixer: MixerSettings, say: Callable[[str], object]) -> int:
    """Tell the files, and what has to stand in the station's settings; the exit code."""
    secret = mixer.secret or secrets.token_urlsafe(32)
    for name, text in conf(secret).items():
        say(f"### /etc/janus/{name}\n{text}\n")
    if not mixer.secret:
        say("### Put this into data/settings.toml of the station (apt install janus first), and start both again:\n")
        say(f'#   [circles]\n#   url = "http://127.0.0.1:{PORT}/janus"\n#   secret = "{secret}"\n')
    return 0
