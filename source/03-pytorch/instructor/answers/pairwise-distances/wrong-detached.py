# loses pairwise-distances-tests: "gradient is lost"
import numpy as np


def pairwise_distances(a, b):
    one, other = a.detach().numpy(), b.detach().numpy()
    return torch.from_numpy(np.linalg.norm(one[:, None] - other[None], axis=-1))
