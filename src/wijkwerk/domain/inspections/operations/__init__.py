"""What can be done with inspections."""
