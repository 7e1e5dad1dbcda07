"""Tests of the one room that speaks SQL."""
