"""Uitgaande post: letters waiting to be sent, by every channel, each with a state that staff can see.

Rooms write with `operations.write`; the clock sends with `operations.deliver_waiting`.
Works with everybody who writes to a resident.
"""
