"""What the clock starts for the workshop; each part of it keeps its own."""
