"""Composed reads of assessments; each names its query cost."""

from assessments.selectors.states import AssignmentState, QuizState, activity_states

__all__ = ["AssignmentState", "QuizState", "activity_states"]
