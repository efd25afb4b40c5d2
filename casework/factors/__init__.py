"""The second thing that proves who signs in: a code from one's own phone, or one from paper; no web sessions here."""
