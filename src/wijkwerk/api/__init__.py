"""Door for machines: mounts each room's api.py; keys, paging, errors."""
