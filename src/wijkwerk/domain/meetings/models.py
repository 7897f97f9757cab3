"""What exists in meetings."""
