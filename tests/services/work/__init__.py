"""Tests of what services do for work."""
