"""Tests of the house itself: its size, its walls, its papers."""
