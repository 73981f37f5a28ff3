"""Words that only one browser can read, and the proof of who sends them: web push, on `cryptography` alone."""
