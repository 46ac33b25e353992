"""How it is judged: quizzes, assignments, attempts, submissions, rubrics, grades.

Owns: questions and their keys, papers, marking, receipts of what was handed in.
Does not own: completions and requirements (learning), awards (certificates), pages (cms).
May import: learning, courses, accounts, foundation.
"""
