"""Gebieden: municipalities, wijken and buurten as the statistics office has them, and the work areas made of them.

Dutch name: gebieden. Administrators bring areas and figures in; everybody else looks up where something lies.
"""
