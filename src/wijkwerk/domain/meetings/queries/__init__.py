"""What can be asked of meetings."""
