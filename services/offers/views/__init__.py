"""What offers shows: placements, reported no-shows and how well suppliers report."""
