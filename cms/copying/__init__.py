"""Copying a whole course: pages in all languages, translations, quizzes and assignments."""

from cms.copying.course import begin_copy, carry_out, carry_out_due

__all__ = ["begin_copy", "carry_out", "carry_out_due"]
