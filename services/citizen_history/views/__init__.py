"""What citizen history shows: the timeline with its two clocks, and who waits for whom."""
