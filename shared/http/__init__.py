"""The counter where orders and questions come in: routes, refusals, documentation, host."""
