"""Who is on the way: cohorts, enrolments, completions, live sessions and attendance.

Owns: facts about learners and the one evaluator of requirements.
Does not own: marking (assessments), awards (certificates), words (cms).
May import: courses, accounts, foundation.
"""
