"""The questions that the archive answers, one subject a file; all return frozen records."""
