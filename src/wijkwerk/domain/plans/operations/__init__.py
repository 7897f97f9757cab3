"""What can be done with the plans: a file for each part."""
