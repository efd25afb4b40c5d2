"""Training: short cards and a code of conduct, each read again every year; the texts are content."""
