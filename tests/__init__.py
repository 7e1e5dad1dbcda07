"""Tests: the rooms of the house, each beside what it promises."""
