"""What is uneven, and private questions, as people look at them."""
