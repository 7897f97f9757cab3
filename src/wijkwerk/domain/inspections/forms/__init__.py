"""What somebody fills in about inspections. Names of fields are those of the operations' arguments."""
