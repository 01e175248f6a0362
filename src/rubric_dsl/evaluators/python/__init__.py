"""Generated Python for one subject: straight-line code on whole numbers."""
