"""Werk op de achtergrond: what waits, runs, and died. Stands here because the guard is above the room `later`."""
