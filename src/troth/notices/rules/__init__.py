"""When what happened may go out by mail."""
