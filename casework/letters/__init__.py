"""Voice letters: spoken at the kiosk or on a relative's phone, kept here, heard by the other one and nobody else."""
