"""Compounding: records become facts. Pure; only `math` is imported, so every number can be computed anywhere."""
