"""Who the judges are, in words, and how often votes like theirs are right, by which distance. What they say together is in council.py.
No screen."""

from __future__ import annotations

from dataclasses import dataclass

from kmeans_core import Council
from kmeans_core.similarities import SQUARED_EUCLIDEAN

Record = dict[tuple[bool, int], tuple[int, int]]
"""For "groups" (True) or "one cloud" (False), and how many of the judges say so: how many such votes were right, and how many there were."""
# python -m benchmarks.council --seed 7 --sets 400, and --seed 2611 --sets 1000, added up: known sets, half of them one cloud. Fewer than
# three agreed on 23 of the 1,400. Where three of the 400 agreed, the other two did so as well on 19 (all right), and not on 27 (26 right).
RECORDS: dict[str, Record] = {
    SQUARED_EUCLIDEAN.name: {
        (True, 5): (322, 324),
        (True, 4): (310, 317),
        (True, 3): (58, 68),
        (False, 5): (189, 189),
        (False, 4): (401, 401),
        (False, 3): (77, 78),
    }
}
"""By name of the similarity: by one that is not here no votes were counted, and no share is told."""
ELBOW_RIGHT = (282, 700)
"""The same, of the elbow where there are groups; of the 700 single clouds it was right on none: it cannot say one."""


@dataclass(frozen=True)
class Judge:
    """How a judge is presented.

    looks_for : a clause
    because : why it says what it says, a clause with a place for the number, `{k}`
    because_one : the same where it says one
    """

    name: str
    looks_for: str
    because: str = ""
    because_one: str = ""


JUDGES = {
    "gap": Judge(
        "Gap",
        "groups tighter than in points scattered at random",
        "no other number is clearly tighter, compared with scattered points, than {k}",
        "no number of groups is clearly tighter than in scattered points",
    ),
    "silhouette less noise": Judge(
        "Silhouette above noise",
        "points nearer to their own group than to the next, more than in noise",
        "{k} groups stand apart the most, compared with noise",
        "no number of groups stands clearly more apart than in noise",
    ),
    "jump": Judge(
        "Jump",
        "the one more group that tightens most",
        "the step to {k} tightens the most",
        "no step tightens more than the first",
    ),
    "prediction strength": Judge(
        "Prediction strength",
        "groups that one half of the points foretells for the other",
        "beyond {k}, one half of the points no longer foretells the other",
        "one half of the points foretells no groups of the other",
    ),
    "gap, first": Judge(
        "First rise of the gap",
        "the first number that one more does not beat",
        "one more than {k} is not clearly tighter, compared with scattered points",
        "two groups are not clearly tighter than in scattered points",
    ),
}
ELBOW = "Elbow, without a vote"
"""A row beneath those of the judges."""
NOT_CALIBRATED = "Not calibrated for this distance: how often votes like this one are right was counted for squared straight distances alone."
_IN_A_BOX = "As many points, anywhere in a box; all in all they vary as much."
_SCATTERED = {
    "cosine": "As many points, all of one size: their directions are anywhere in a box about these, and vary as much.",
    "great circle": "As many places on the globe, anywhere in a box about these; all in all they vary as much.",
}


def is_calibrated(found: Council) -> bool:
    """Whether it was counted how often votes by this distance are right."""
    return found.similarity in RECORDS


def elbow_of(found: Council) -> Judge:
    """How the elbow is presented: with its record, where there is one."""
    if not is_calibrated(found):
        return Judge(ELBOW, "where the sum of distances bends most. It bends in noise too: do not trust it")
    right, of = ELBOW_RIGHT
    return Judge(
        ELBOW,
        f"where the inertia bends most. It bends in noise too: right on {right} of {of} known sets, on none without groups. Do not trust it",
    )


def not_heard(found: Council) -> str:
    """Which judges do not speak by this distance, and why; "" where all do."""
    heard = {each.judge for each in found.opinions}
    absent = [judge.name.lower() for name, judge in JUDGES.items() if name not in heard]
    if not absent:
        return ""
    return (
        f"Not heard by this distance: {', '.join(absent)}, worked out for squared straight distances alone."
    )


def scattered_in_words(similarity: str) -> str:
    """What points are compared with; `similarity` is the name of one."""
    return _SCATTERED.get(similarity, _IN_A_BOX)
