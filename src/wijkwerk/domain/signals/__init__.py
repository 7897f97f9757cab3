"""Signalen: what residents say, and what became of it. Residents, coordinators, desk and specialists work with it."""
