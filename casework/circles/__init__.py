"""Circles as the record knows them: who belongs to a group that meets in a call, and when; nothing rings here."""
