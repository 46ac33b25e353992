"""What is taught: programmes, courses, modules, lessons and activities as identities.

Owns: the outline, its editions, the requirements of a programme, who teaches and runs what.
Does not own: words of pages (cms), learners and their progress (learning).
May import: accounts, foundation. Never wagtail.
"""
