"""Calls between people: who rings whom, how their browsers find each other, and what a relative opens on a phone.

Knows no kiosk and no panel; both reach it through ``calls.line``.
"""
