"""What the clock starts around money for initiatives; each part keeps its own."""
