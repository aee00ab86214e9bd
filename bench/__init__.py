"""Benchmarks: what the portal costs beside what PostgreSQL alone costs, in the same run, medians of three.

`make bench` builds a database of its own (a register of about one million synthetic persons) once, and leaves it for the next
run. Every measured change is rolled back. Results: a table, and JSON under DATA_DIR/bench/.
"""
