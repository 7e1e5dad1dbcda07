"""Tests of the full screen: keys pressed, what is shown, and what the log holds."""
