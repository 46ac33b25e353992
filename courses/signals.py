"""What courses tell the floors above, after the commit, by ids (past tense)."""

from django.dispatch import Signal

#: The outline of a course was recorded with a new edition. Sends ``course_id``, ``edition_id``.
outline_published = Signal()

#: A person was given or lost the teaching of a course. Sends ``course_id``, ``user_id``.
teaching_changed = Signal()
