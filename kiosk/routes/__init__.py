"""The URLs of the kiosk: pages, ears and sounds; what they mean is in dialogue, listening and saying."""
