"""The switchboard: settings, addresses, wsgi, commands. Nothing else."""
