"""One verb a function. The only callers of storage; each takes the workspace and returns plain values."""
