"""What the commitment pages answer."""
