"""How facts come into the archive and leave it."""
