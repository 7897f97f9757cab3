"""Rode draad: answers, conditions, sources. Ties what was said to what was done, both ways.

Dutch name: rode draad. Everybody follows it; coordinators spin it.
What a thing offers to have a place on the thread stands in `things.py`.
"""
