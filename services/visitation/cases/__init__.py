"""Visitation's cases, told to the wiring: orders, what they need to be decided, what follows."""
