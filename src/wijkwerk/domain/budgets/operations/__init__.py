"""What can be done with money for initiatives; a file a noun."""
