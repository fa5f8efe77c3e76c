"""How reliable the program is, in figures: damaged files, sudden ends, long use, starts and stops.

python -m tests.soak PART [OPTIONS]
"""
