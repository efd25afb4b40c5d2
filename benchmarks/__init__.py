"""What the station costs, measured as ratios in one run on this machine; nothing here is part of the station."""
