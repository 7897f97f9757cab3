"""What can be asked of the workshop, one file a noun."""
