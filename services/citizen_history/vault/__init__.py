"""The identity vault: the only place that ties a citizen's random id to a person."""
