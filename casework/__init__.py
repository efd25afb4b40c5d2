"""The record and its rules: requests, replies, workers, recordings, journal; no web, no audio here."""
