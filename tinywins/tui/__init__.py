"""The full screen: browse streaks, and log without leaving it. Screens hold the session; widgets hold data."""
