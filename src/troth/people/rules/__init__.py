"""What is decided about people without looking anything up."""
