"""What can be asked of inspections."""
