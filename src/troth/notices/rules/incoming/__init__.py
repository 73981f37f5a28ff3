"""Mail that comes in: what a message says, without what was quoted and signed."""
