"""Writes alpha.txt: values of annotators, a digit for each unit and a dot for none, and their nominal alpha.

The values are random, by a seed; alpha is that of the package `krippendorff` (0.9.0, with numpy):

    python alpha.py > alpha.txt
"""

import random

import krippendorff
import numpy

random.seed(7)
for _ in range(24):
    annotators, units, kinds = random.randint(2, 4), random.randint(3, 14), random.randint(2, 4)
    noise, gap = random.random(), random.choice([0, 0.2, 0.5])
    truth = [random.randrange(kinds) for _ in range(units)]
    rows = [
        [
            None if random.random() < gap else (random.randrange(kinds) if random.random() < noise else value)
            for value in truth
        ]
        for _ in range(annotators)
    ]
    data = numpy.array([[numpy.nan if value is None else value for value in row] for row in rows], dtype=float)
    try:
        alpha = krippendorff.alpha(
            reliability_data=data, level_of_measurement="nominal", value_domain=list(range(kinds))
        )
    except ValueError:
        continue
    if not numpy.isnan(alpha):
        print(*("".join("." if value is None else str(value) for value in row) for row in rows), f"{alpha:.9f}")
