"""The models of learning, one noun a file."""

from learning.models.cohort import Cohort, CohortCourse
from learning.models.completion import (
    ActivityCompletion,
    CourseCompletion,
    LessonCompletion,
    ProgrammeCompletion,
)
from learning.models.enrolment import Application, Enrolment
from learning.models.place import Place
from learning.models.session import Attendance, LiveSession

__all__ = [
    "ActivityCompletion",
    "Application",
    "Attendance",
    "Cohort",
    "CohortCourse",
    "CourseCompletion",
    "Enrolment",
    "LessonCompletion",
    "LiveSession",
    "Place",
    "ProgrammeCompletion",
]
