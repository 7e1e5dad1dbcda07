"""tinywins: log what you finished, in one line, and see it add up."""

__version__ = "0.1.0"
