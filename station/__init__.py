"""The whole station as one command: start, watch, restart, settings, install; no page and no rule lives here."""
