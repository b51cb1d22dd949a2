"""What protects a citizen's data: which fields are personal, and the shape of a CPR number."""
