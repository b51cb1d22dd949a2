"""What runs in a nameko container: the loops of a service, and its door for calls on the broker."""
