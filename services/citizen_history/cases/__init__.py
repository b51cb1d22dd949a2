"""Citizen history's cases, told to the wiring, and what carries their decisions out."""
