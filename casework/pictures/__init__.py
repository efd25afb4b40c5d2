"""Photographs as encrypted files, without a trace of where, when and with what they were taken."""
