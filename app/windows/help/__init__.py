"""The help: its window, its pages, and the mathematics worked through with the network's own numbers."""
