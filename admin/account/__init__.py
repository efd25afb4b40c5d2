"""One's own account at the panel: second factor, sessions, password, what was half written when time ran out."""
