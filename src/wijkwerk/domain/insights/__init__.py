"""Experiments and what they taught: for coordinators, the council and everybody who wants to know. Dutch: inzicht."""
