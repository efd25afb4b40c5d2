"""The workers' panel: one Flask app, closed by default; the touchscreen is another house."""
