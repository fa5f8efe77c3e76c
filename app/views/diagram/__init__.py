"""The network as a diagram."""
