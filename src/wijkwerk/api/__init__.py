"""Koppelingen: the door for machines. Mounts each room's api.py; keys, paging, errors, Open311."""
