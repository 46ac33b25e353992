"""Measuring: a bare Wagtail page to compare with, and the people a benchmark signs in as.

Owns: the floor page, the count of queries a request, the preparation of ``make bench``.
Does not own: anything of the site; it is installed by ``lms.settings.bench`` only.
May import: everything. Nobody imports it.
"""
