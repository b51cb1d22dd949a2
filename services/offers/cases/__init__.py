"""Offers' cases, told to the wiring: what their decisions need to know, and what follows."""
