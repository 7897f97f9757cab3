"""Instellingen: what a municipality chooses for itself. Stands here because the guard is above the room `tenancy`."""
