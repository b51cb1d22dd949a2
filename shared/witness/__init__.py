"""Signed checkpoints of a log, kept elsewhere, and the proof of a log against them."""
