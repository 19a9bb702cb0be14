"""Other distances than that of k-means, each with its center: what they are called and what they are for. Runs by them are in
by_similarity.py, what is said of these in similarity_words.py. Pure: no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmeans_core import SIMILARITIES, Similarity, medoids, paired
from kmeans_core.checks import FloatArray as Array


@dataclass(frozen=True)
class Measure:
    """A distance, the center that goes with it, and how both are spoken of.

    Attributes
    ----------
    name : as it is chosen, and in a link
    similarity : what the core calls it
    distance : what ui/distances.js calls it
    center, centers : "median", "medians"
    moved : what an update does to a center, after "Each median moved to "
    there : what is said where no center moved, after "The medians are "
    total : the name of the sum that no half-step raises
    unit : what stands behind a distance
    field : what books call it
    lead : what it is for, in one sentence
    about : what the center is, and why it is that one, as Markdown
    consists_of : what makes up a center that is of two kinds
    without : what is said of points that have no center, after "The points "
    instead : what their center is then, before "of them": see `by_similarity.clusters_without_center`
    """

    name: str
    similarity: Similarity
    distance: str
    center: str
    centers: str
    moved: str
    there: str
    total: str
    lead: str
    about: str
    unit: str = ""
    field: str = ""
    consists_of: str = ""
    without: str = ""
    instead: str = ""

    @property
    def is_k_means(self) -> bool:
        return self is K_MEANS

    @property
    def own_center(self) -> bool:
        """Whether the center is the one that belongs to the distance."""
        return self is not WRONG_CENTER

    @property
    def in_file_units(self) -> bool:
        """Whether it means something only for values as they are in a file: an angle from zero, degrees."""
        return self.distance in ("angle", "globe")

    @property
    def scaling(self) -> str:
        """How columns count by it, one of `SCALINGS`; "" where that is chosen."""
        return "none" if self.in_file_units else "spread" if self.distance == "mixed" else ""

    @property
    def takes_all_pairs(self) -> bool:
        """Whether an update takes the distances between all rows of a cluster."""
        return self.center == "medoid"

    @property
    def has_straight_edges(self) -> bool:
        """Whether what is nearest to each center is cut out of the plane by straight lines: Voronoi cells."""
        return self.distance == "straight"

    def as_read(self, points: Array, centers: Array) -> Array:
        """How far each point is from each center as people read it, shape (k, n_samples): see `unit`."""
        measure = self.similarity
        distances = (measure.apart or measure.distances)(measure.place(points), measure.place(centers))
        if self.distance == "angle":
            distances = np.degrees(2 * np.arcsin(np.minimum(np.sqrt(distances / 2), 1)))
        return distances


K_MEANS = Measure(
    "k-means",
    SIMILARITIES["squared Euclidean"],
    "straight",
    "mean",
    "means",
    "the average of its points",
    "averages already",
    "Inertia",
    "Straight distances, squared: k-means.",
    "",
)
WRONG_CENTER = Measure(
    "City blocks, with means",
    paired("Manhattan", "squared Euclidean"),
    "blocks",
    "mean",
    "means",
    "the average of its points",
    "averages already",
    "Sum of distances in city blocks",
    "Another distance needs another center: with the old one, the sum may rise.",
    "What breaks if one just puts in another distance: points go by **city blocks**, centers are still **means**. But the mean is where "
    "*squared straight* distances add up to the least, not city blocks. An update may then raise the sum, and nothing says that it "
    "ever ends.",
)
MIXED = Measure(
    "Numbers and words",
    SIMILARITIES["squared Euclidean"],
    "mixed",
    "prototype",
    "prototypes",
    "the average and the most common words of its points",
    "prototypes already",
    "Sum of squared differences of numbers, as they vary, and of words that differ",
    "Numbers and words: rows of a group are near in numbers, and have the same words.",
    "Numbers count as they vary, words by whether they match: a word that differs counts as much as a number that is one standard "
    "deviation away. The center of a group is a **prototype**: the average of each column of numbers, the most common word of each column "
    "of words. The method is called *k-prototypes* (Huang 1998). What a word counts, its γ (gamma), is 1: Huang takes the average "
    "standard deviation of the numbers for a guide, which is 1 where all count as they vary, and warns that it is no general rule.",
    field="k-prototypes",
    consists_of="mean and most common word",
)
"""For tables with words. Its similarity is that of the numbers: which columns are words is known of points alone, see `similarity_on`."""
MEASURES: dict[str, Measure] = {
    each.name: each
    for each in (
        Measure(
            "City blocks",
            SIMILARITIES["Manhattan"],
            "blocks",
            "median",
            "medians",
            "the middle value of its points in each column",
            "the middle values of their points already",
            "Sum of distances in city blocks",
            "City blocks: one far row does not pull a center to it.",
            "The way across plus the way up, as in a town of square blocks (*Manhattan* distance). It adds up to the least at the "
            "**median** of each column, and a median does not care how far off the last row is. The method is called *k-medians*.",
            field="Manhattan distance",
        ),
        Measure(
            "Straight, not squared",
            SIMILARITIES["Euclidean"],
            "straight",
            "geometric median",
            "geometric medians",
            "where the straight ways to its points are shortest in total",
            "where the ways are shortest already",
            "Sum of straight distances",
            "Straight, not squared: each center is the meeting place with the shortest way in total.",
            "k-means squares distances, so a far point counts for many. Here it counts as far as it is. The meeting place is called the "
            "**geometric median**; no formula gives it, it is approached step by step (Weiszfeld 1937).",
            field="Euclidean distance",
        ),
        Measure(
            "Worst column",
            SIMILARITIES["Chebyshev"],
            "worst",
            "medoid",
            "medoids",
            "the most central of its points",
            "the most central of their points already",
            "Sum of the largest differences",
            "Worst column: rows of a group differ little in any column.",
            "Only the column that differs most counts (*Chebyshev* distance). No formula gives the place where such distances add up to the "
            "least: the middle of the range makes the *largest* of them least, not their sum. So the center is one of the rows, "
            "the most central: a **medoid**.",
            field="Chebyshev distance",
        ),
        Measure(
            "Angle",
            SIMILARITIES["cosine"],
            "angle",
            "direction",
            "directions",
            "the average direction of its points",
            "average directions already",
            "Sum of 1 − cosine",
            "Angle: what counts is how a row is divided up, not how large it is.",
            "For budgets, shares, words in texts: half as much of everything is the same. Points are seen from zero, and the center is "
            "a **direction**, drawn at the average size of its points. The method is called *spherical k-means*.",
            "°",
            "cosine distance",
            without="cancel each other out, no direction is their average",
            instead="that of the first",
        ),
        Measure(
            "Globe",
            SIMILARITIES["great circle"],
            "globe",
            "midpoint",
            "midpoints",
            "the middle of its points on the globe",
            "in the middle of their points already",
            "Sum of squared ways through the globe",
            "Globe: towns, and the earth is round.",
            "Degrees on a plane are wrong twice: in the far north they are short, and 179° east is next to 179° west. On the globe the "
            "center is the **middle direction**, seen from the middle of the earth. The nearest through the globe is the nearest on it.",
            " km",
            "great-circle distance",
            without="lie all around the globe, no place is their middle",
            instead="at the first",
        ),
        Measure(
            "Central row",
            medoids("Euclidean"),
            "straight",
            "medoid",
            "medoids",
            "the most central of its points",
            "the most central of their points already",
            "Sum of straight distances",
            "Central row: each group is shown by one of your own rows.",
            "The center may not be just anywhere: it is the row with the least sum of distances to the others, a **medoid**. An example one "
            "can point at, and no average of things that cannot be averaged. The method is called *k-medoids*.",
            field="k-medoids",
        ),
        MIXED,
        WRONG_CENTER,
    )
}

NEARS: dict[str, Measure] = {
    each.name: each
    for each in (
        K_MEANS,
        *(measure for measure in MEASURES.values() if measure.own_center and measure is not MIXED),
    )
}
"""What near may mean where numbers alone are compared, by name: each distance with the center that is its own. *Other distances* alone
has `MEASURES`: a run beside that of k-means, by any of them."""

NEARS_OF_TABLES: dict[str, Measure] = {**NEARS, MIXED.name: MIXED}
"""What near may mean where there may be words, by name."""
