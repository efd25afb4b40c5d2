"""The door to the village network: TLS in front of the pages that phones open; the kiosk has no door."""
