"""Writes f1.txt: the words of two annotators, each the beginning (B) or inside (I) of a statement or outside (O), with the
F1 of the same statements and that of words in statements.

The words are random, by a seed; the first F1 is that of `seqeval` (1.2.2, strict), the second that of `scikit-learn`:

    python f1.py > f1.txt
"""

import random

from seqeval.metrics import f1_score as same_statements
from seqeval.scheme import IOB2
from sklearn.metrics import f1_score as same_words

random.seed(5)


def tags(count):
    made = []
    for _ in range(count):
        made.append(random.choice("BO" if not made or made[-1] == "O" else "BIIO"))
    return made


for _ in range(24):
    count = random.randint(4, 30)
    first = tags(count)
    # Tags are taken over where both remain statements.
    second = tags(count) if random.random() < 0.5 else list(first)
    for at in random.sample(range(count), count // 4):
        second[at] = "B"
    rows = [[tag if tag == "O" else f"{tag}-claim" for tag in row] for row in (first, second)]
    if any(set(row) == {"O"} for row in (first, second)):
        continue
    exact = same_statements([rows[0]], [rows[1]], mode="strict", scheme=IOB2)
    words = same_words(*([tag != "O" for tag in row] for row in (first, second)))
    print("".join(first), "".join(second), f"{exact:.9f} {words:.9f}")
