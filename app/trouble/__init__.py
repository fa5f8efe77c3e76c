"""What goes wrong: told, written down, and survived."""
