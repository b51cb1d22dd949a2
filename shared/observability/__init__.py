"""What operations can see: log lines, figures and traces; never who a citizen is."""
