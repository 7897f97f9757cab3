"""Pages; a file a noun."""
