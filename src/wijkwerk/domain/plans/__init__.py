"""Wijkplan: the project agenda and its items. Who works with it: coordinators, partners, residents' bodies."""
