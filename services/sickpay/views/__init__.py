"""What sick pay shows: its cases and their forms, without a word about health."""
