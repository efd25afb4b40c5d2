"""The touchscreen: one Flask app that draws, speaks and listens for Screens; the panel is another house."""
