"""What is read: pages and blocks in every language, lessons as seen, the editors' CMS.

Owns: pages, blocks, snippets, media, translations, search, and how an outline is read from pages.
Does not own: what counts (courses), who has done what (learning), how it is judged (assessments).
May import: assessments, certificates, learning, courses, accounts, foundation. Wagtail lives here.
"""
