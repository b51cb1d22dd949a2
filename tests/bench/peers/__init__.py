"""What a user would take instead; each does no less than it would in real use."""
