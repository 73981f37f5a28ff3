"""What people do about trust: say how they experience the other side."""
