"""What somebody fills in about meetings."""
