"""Work: goals, feedback, small decisions, tweaks and funnels; the same rules as for all services."""
