"""The mind: from a text to a Question, from a Question to an Answer."""
