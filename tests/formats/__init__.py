"""Tests of text formats."""
