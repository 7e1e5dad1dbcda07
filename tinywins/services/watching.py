"""Watching the log for what others write to it, for faces that stay open."""

from tinywins.storage.connect import explain_held, is_held
from tinywins.storage.watching import CHANGED, GONE, REPLACED, SAME, Watch

__all__ = ["CHANGED", "GONE", "REPLACED", "SAME", "Watch", "explain_held", "is_held"]
