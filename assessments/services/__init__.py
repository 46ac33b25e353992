"""Changes of state in assessments, each one function in one transaction."""

from assessments.services.attempts import (
    close_attempt,
    close_overdue_attempts,
    save_responses,
    start_attempt,
    submit_attempt,
)
from assessments.services.authoring import give_to_course, record_assignment, record_quiz
from assessments.services.copying import copy_work
from assessments.services.marking import Marking, grade_submission
from assessments.services.submissions import submit_assignment

__all__ = [
    "Marking",
    "close_attempt",
    "close_overdue_attempts",
    "copy_work",
    "give_to_course",
    "grade_submission",
    "record_assignment",
    "record_quiz",
    "save_responses",
    "start_attempt",
    "submit_assignment",
    "submit_attempt",
]
