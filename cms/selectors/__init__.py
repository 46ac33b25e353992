"""Composed reads for learners: a lesson, a course, and the right to see them."""

from cms.selectors.courses import CourseSheet, course_sheet
from cms.selectors.lessons import Asked, LessonSheet, lesson_sheet
from cms.selectors.readings import Reading, enrol_page, reading_of
from cms.selectors.texts import LessonText, lesson_text, shows_file

__all__ = [
    "Asked",
    "CourseSheet",
    "LessonSheet",
    "LessonText",
    "Reading",
    "course_sheet",
    "enrol_page",
    "lesson_sheet",
    "lesson_text",
    "reading_of",
    "shows_file",
]
