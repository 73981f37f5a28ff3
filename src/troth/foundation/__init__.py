"""What every noun stands on and none of them owns: pure kernel, facts, access, live, web."""
