"""The docs: what they show is run, and what can be generated is generated."""
