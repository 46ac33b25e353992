"""The models of courses, one noun a file."""

from courses.models.activity import Activity
from courses.models.course import Course, Lesson, Module
from courses.models.edition import OutlineEdition
from courses.models.programme import Programme
from courses.models.requirement import Requirement

__all__ = ["Activity", "Course", "Lesson", "Module", "OutlineEdition", "Programme", "Requirement"]
