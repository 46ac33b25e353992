"""The pages: what stands where, in which language."""

from cms.pages.course import CoursePage
from cms.pages.home import HomePage
from cms.pages.index import ProgrammeIndexPage
from cms.pages.lesson import LessonPage
from cms.pages.module import ModulePage
from cms.pages.programme import ProgrammePage
from cms.pages.standard import StandardPage

__all__ = [
    "CoursePage",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "StandardPage",
]
