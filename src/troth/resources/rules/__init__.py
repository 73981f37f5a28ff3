"""What is thought about files and links: names, addresses, kinds, room left; no Django."""
