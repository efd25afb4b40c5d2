"""What a person wishes of the kiosk, in the person's file: written down together, ended with one tap."""
