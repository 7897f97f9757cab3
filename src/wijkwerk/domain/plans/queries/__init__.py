"""What can be asked of the plans: a file for each part."""
