"""What the platform is for, from the top floor down."""
