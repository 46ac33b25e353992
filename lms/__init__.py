"""The roof: settings, URLs, Celery, the supervisor and the demo; it puts the apps together.

Owns: configuration, the URL map, process start-up, demo data.
Does not own: any rule or model of the domain.
May import: everything. Nobody imports lms.
"""
