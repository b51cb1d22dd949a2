"""What the benefit service shows and looks up: lists from its own log, and what others told."""
