"""The blocks that lessons and pages are written with."""

from cms.blocks.activities import ActivityBlock, AssignmentBlock, QuizBlock
from cms.blocks.body import LessonBody, PageBody

__all__ = ["ActivityBlock", "AssignmentBlock", "LessonBody", "PageBody", "QuizBlock"]
