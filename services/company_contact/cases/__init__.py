"""Company contact's further cases, told to the wiring: orders, facts for them, what follows."""
