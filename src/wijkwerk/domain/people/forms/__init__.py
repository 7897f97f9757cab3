"""What somebody fills in: about people (`people`) and to sign in (`sign_in`)."""
