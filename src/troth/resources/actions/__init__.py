"""What people do with the library: add, bring a newer version, withdraw, send a large file in pieces."""
