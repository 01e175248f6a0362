"""What is checked beyond names and sums: one check, one module."""
