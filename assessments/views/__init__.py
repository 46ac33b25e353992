"""The pages of assessments: quizzes and assignments of learners, marking at the desk."""
