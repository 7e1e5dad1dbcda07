"""What is said of work: goals, feedback, small decisions, tweaks and funnels, as text, pictures and data."""
