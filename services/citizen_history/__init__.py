"""Citizen history: who a citizen is, and everything that happened, in one line with two clocks."""
