"""What exists in insights."""
