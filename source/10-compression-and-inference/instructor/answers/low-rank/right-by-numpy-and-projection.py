import numpy as np


def low_rank(weight, error):
    """(left, right) of the smallest rank for that error, or None if nothing is saved."""
    table = weight.numpy()
    U, S, Vh = np.linalg.svd(table, full_matrices=False)
    for rank in range(1, len(S) + 1):
        if np.sqrt((S[rank:] ** 2).sum()) <= error * np.sqrt((S**2).sum()):
            break
    if rank * (table.shape[0] + table.shape[1]) >= table.size:
        return None
    basis = U[:, :rank]
    return [torch.from_numpy(basis.copy()), torch.from_numpy(basis.T @ table)]
