"""Privacy: what we keep about people and why, how long, and who read what is sensitive.

Each room says so in its own `privacy.py`; this room collects it, shows it, and lets terms be carried out.
Works with everybody who is in a row, and with the administrator.
"""
