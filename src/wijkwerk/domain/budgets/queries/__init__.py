"""What can be asked about money for initiatives; a file a noun."""
