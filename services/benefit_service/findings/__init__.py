"""What is found out before a decision: other cases, views, rules; nothing is decided here."""
