"""A population of synthetic citizens who live through years, by the services' own APIs."""
