"""Meetings in series, agendas that fill themselves, minutes, decisions and actions. Dutch: overleg.
For coordinators, bodies of residents and partners; evenings for everybody."""
