"""Sick-pay cases, told to the wiring: orders, what is looked up, and what others tell."""
