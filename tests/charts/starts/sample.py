"""Four groups of points, which the figures of many starts are drawn of."""

import numpy as np

X = np.random.default_rng(0).normal(size=(200, 2)) + np.repeat([[0, 0], [9, 0], [0, 9], [9, 9]], 50, axis=0)
