"""What a person fills in for the plans: a file for each part."""
