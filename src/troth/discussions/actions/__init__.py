"""What people do when they talk: begin, write, edit, take back, ask, answer, ask what was meant."""
