"""Programs for people who work on the project: checks and measurements, unused at run time."""
