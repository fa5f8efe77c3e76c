"""Perceptron Lab, the desktop program. `__main__` starts it; `context` shows how its parts hang together."""
