"""Tests of the full screen: keys are pressed, and the log and the screen are read back."""
