"""Links to TensorFlow Playground: what one describes as an experiment, and the link that describes an experiment."""

from app.model.playground.reading import Reading, is_link, read
from app.model.playground.terms import LinkError
from app.model.playground.writing import write

__all__ = ["LinkError", "Reading", "is_link", "read", "write"]
