"""Text to syntax tree and back: layout, grammar, building, and the explanation of syntax mistakes."""
