"""Ydelsesservice: who gets which benefit, and the only lawful way to take a day of it back."""
