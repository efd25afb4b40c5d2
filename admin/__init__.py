"""The workers' panel: a Flask app closed by default, over the record; no kiosk and no sound here."""

from admin.app import create_app
from admin.settings import PanelSettings

__all__ = ["PanelSettings", "create_app"]
