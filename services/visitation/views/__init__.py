"""What visitation shows: its cases, summonses and recommendations, and the hearings of others."""
