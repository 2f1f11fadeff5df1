"""The project's own questions, with facts computed apart from the program."""
