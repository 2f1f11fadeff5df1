"""The archive: members, groups, decisions and votes of the United Nations, kept in SQL and read as frozen records."""
