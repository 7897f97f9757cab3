"""What exists around money for initiatives."""
