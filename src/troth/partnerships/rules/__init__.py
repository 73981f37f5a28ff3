"""Pure thinking about rooms, consent and terms."""
