"""A rubric file as it lies on paper, its words and comments: laid out anew, or said in the other language."""
