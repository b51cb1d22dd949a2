"""Offers: placements of citizens with suppliers, attendance, and reports of no-shows."""
