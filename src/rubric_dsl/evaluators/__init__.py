"""Fast ways to the interpreter's answer."""
