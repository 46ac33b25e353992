"""Settings: base for all, then dev (also the demo), test, production and bench."""
