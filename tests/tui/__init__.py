"""The full screen, driven by keys on a real log."""
