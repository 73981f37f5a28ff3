"""What people do with their own account, and what the server does with it for them."""
