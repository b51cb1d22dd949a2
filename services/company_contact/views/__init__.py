"""What company contact shows: the companies, and every unit's contacts with them."""
