"""The processes of a server: web, live and follow, and who looks after them."""
