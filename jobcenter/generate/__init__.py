"""Writes what follows from the declarations: documents, schemas, clients; always the same bytes."""
