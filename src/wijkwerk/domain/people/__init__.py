"""Mensen: persons, organisations, roles held, teams. Who works with it: everybody; the administrator keeps it."""
