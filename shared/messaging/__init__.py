"""How services tell each other what happened: the log proves, the bus carries.

The rules named here (`protocol K5`, `(I6)`) stand in docs/explanation/protocol.md.
"""
