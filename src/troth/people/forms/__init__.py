"""What people type in about coming in and about themselves."""
