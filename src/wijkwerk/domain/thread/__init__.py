"""Rode draad: answers, conditions, sources. Ties what was said to what was done, both ways."""
