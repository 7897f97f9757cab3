"""Wijkplan: the project agenda of a year and its items: who pulls them, who takes part, how far they are, and why.

Dutch name: projecten. Everybody reads what is public; coordinators keep the agenda, pullers its progress.
"""
