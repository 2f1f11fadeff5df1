"""The face: settings, command line, Discord client, cards. It knows no SQL and computes no figure."""
