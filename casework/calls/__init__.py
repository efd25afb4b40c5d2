"""Calls as the record knows them: who may be called, links for relatives, what became of a call; no ringing here."""
