"""The account of a score: what every criterion gave, what it cost, and why, in words."""
