"""The browser at the screen: locked to the kiosk, watched over its debugging pipe, started anew when it fails."""
