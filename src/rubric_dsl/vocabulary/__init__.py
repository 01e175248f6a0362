"""The words of the language: the keyword table, English and Chinese side by side."""
