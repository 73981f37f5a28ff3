"""Goals: written together, signed by every side, measured over time, changed with a reason."""
