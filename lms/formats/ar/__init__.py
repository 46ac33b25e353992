"""Arabic date formats: day before month, the clock of twenty-four hours."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
