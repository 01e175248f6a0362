"""Text, places in it, and mistakes as values with their wording in both languages."""
