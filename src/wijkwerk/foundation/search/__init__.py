"""Zoeken: one index of everything that can be found, on two engines. Everybody who looks for something."""
