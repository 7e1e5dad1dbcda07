"""Reference numbers that other programs made, and how they made them."""
