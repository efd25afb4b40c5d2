"""Ears and mouth: recognition and synthesis in child processes; no web, no record here."""
