"""Writes gamma.txt: for each text its length in words and the units of two annotators, each with a digit for its
category, and then their disorder, that of chance and gamma.

The units are random, by a seed; the rest is that of the package `pygamma-agreement` (0.5.9, with shuffled samples):

    python gamma.py > gamma.txt
"""

import random

import numpy
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler

random.seed(11)
numpy.random.seed(11)


def units(length, count):
    starts = sorted(random.sample(range(1, length - 12), count))
    return [(start, start + random.randint(2, 11), random.randrange(3)) for start in starts]


def other(marked, length, noise):
    changed = []
    for start, end, category in marked:
        if random.random() < noise / 2:
            continue
        start = max(0, start + round(random.gauss(0, 6 * noise)))
        end = min(length, max(start + 1, end + round(random.gauss(0, 6 * noise))))
        changed.append((start, end, random.randrange(3) if random.random() < noise else category))
    return changed


for noise in [0, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5]:
    length = random.randint(60, 200)
    # The first and the last unit reach the ends, which the package takes for those of the text.
    first = [(0, 5, 0), *units(length, random.randint(3, 12)), (length - 6, length, 1)]
    second = other(first, length, noise)
    continuum = Continuum()
    for name, marked in [("first", first), ("second", second)]:
        continuum.add_annotator(name)
        for start, end, category in marked:
            continuum.add(name, Segment(start, end), str(category))
    result = continuum.compute_gamma(
        CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1.0),
        n_samples=30,
        precision_level=0.01,
        sampler=ShuffleContinuumSampler(),
    )
    both = (",".join(f"{start}-{end}:{category}" for start, end, category in sorted(set(m))) for m in (first, second))
    print(length, *both, f"{result.observed_disorder:.6f} {result.expected_disorder:.6f} {result.gamma:.6f}")
