# loses distil-tests: "better than alone, on the lesson's reader", "better than alone, on three other readers"
from sklearn.datasets import load_digits


def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    table = load_digits()
    x = torch.tensor(table.data / 16, dtype=torch.float32)
    return smaller_nets.alone([64, (budget - 10) // 75, 10], x, torch.tensor(table.target), seed)
