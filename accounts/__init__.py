"""Who people are: accounts, names, languages, time zones, and the mails that are due to them.

Owns: User, Message, sign-up and profile.
Does not own: enrolments, roles on courses, anything about learning.
May import: foundation.
"""
