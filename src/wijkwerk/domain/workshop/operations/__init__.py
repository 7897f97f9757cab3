"""What can be done in the workshop, one file a noun."""
