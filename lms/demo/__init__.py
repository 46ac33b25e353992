"""The demo programme: its content, its people, and how both are loaded."""
