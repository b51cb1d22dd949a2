"""Visitation: registration, contact with the jobcenter and recommendations of sanctions."""
