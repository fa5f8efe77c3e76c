"""What is kept while one works, and offered after the program has ended as it should not."""
