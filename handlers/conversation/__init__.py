"""Conversation: what a text means that leans on the question and the answer before it."""
