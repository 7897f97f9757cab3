"""What a person fills in; a file a noun."""
