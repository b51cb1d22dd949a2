"""How one order becomes facts: collect, decide, set the clocks, append."""
