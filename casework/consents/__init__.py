"""What people allowed and refused: asked purpose by purpose, kept with the words, checked at every share."""
