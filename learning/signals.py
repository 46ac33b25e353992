"""What learning tells the floors above, after the commit, by ids (past tense)."""

from django.dispatch import Signal

#: Somebody got a place. Sends ``enrolment_id``.
learner_enrolled = Signal()

#: A learner marked a lesson as complete. Sends ``enrolment_id``, ``lesson_id``.
lesson_completed = Signal()

#: All that counts in a course is done. Sends ``enrolment_id``, ``course_id``.
course_completed = Signal()

#: Every requirement of the programme is met. Sends ``enrolment_id``.
programme_completed = Signal()
