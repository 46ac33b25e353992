"""The models of assessments, one noun a file."""

from assessments.models.assignment import Assignment, Criterion, Rubric
from assessments.models.attempt import Attempt, Response
from assessments.models.grade import Grade
from assessments.models.quiz import Choice, Question, Quiz
from assessments.models.submission import Submission

__all__ = [
    "Assignment",
    "Attempt",
    "Choice",
    "Criterion",
    "Grade",
    "Question",
    "Quiz",
    "Response",
    "Rubric",
    "Submission",
]
