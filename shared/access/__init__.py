"""Who may give which order and read which answer, and how they prove who they are."""
