"""What exists in inspections."""
