"""Whisper, a network that hears any accent and through any kitchen, held to the sentences of a screen."""
