"""Program → SQL: the interpreter's answer from the engine where the table lies."""
