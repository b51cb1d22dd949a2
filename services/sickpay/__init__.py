"""Sick pay: absence, the information form and recovery; the only place that sees health data."""
