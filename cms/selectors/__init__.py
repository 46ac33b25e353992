"""Composed reads for learners: a lesson, a course, and the right to see them."""

from cms.selectors.courses import CourseSheet, course_sheet
from cms.selectors.lessons import lesson_sheet, shows_file
from cms.selectors.rights import Reading, reading_of

__all__ = [
    "CourseSheet",
    "Reading",
    "course_sheet",
    "lesson_sheet",
    "reading_of",
    "shows_file",
]
