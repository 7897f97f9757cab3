"""What the workshop counts: whom it reaches, and what hangs on single persons."""
