"""Later: work that waits for its turn, and the clock that starts it.

On the screen: werk op de achtergrond. Administrators see what waits, runs and died.
"""
