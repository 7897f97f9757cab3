"""Pages about areas: for everybody (`public`), keeping work areas (`keeping`), bringing files in (`file_imports`)."""
