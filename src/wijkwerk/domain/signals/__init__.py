"""Signalen: what residents say, and what became of it. Who works with it: residents, coordinators, desk, specialists."""
