"""How services tell each other what happened: the log proves, the bus carries."""
