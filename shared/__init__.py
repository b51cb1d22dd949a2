"""Plumbing and value objects that every service stands on; imports no service."""
