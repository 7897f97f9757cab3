"""Pages of the plans: a file for each part."""
