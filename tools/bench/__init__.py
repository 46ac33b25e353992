"""``make bench``: CPU milliseconds a request of real web workers, beside a bare Wagtail page.

``database`` finds or starts PostgreSQL, ``server`` runs the workers and reads their CPU clocks,
``client`` sends requests over kept connections, ``report`` prints the table and writes JSON.
"""
