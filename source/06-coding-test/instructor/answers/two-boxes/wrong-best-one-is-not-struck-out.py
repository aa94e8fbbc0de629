# loses two-boxes-tests: "boxes without area"
def overlap(a, b):
    """Common area by the smaller area, (N, M), of boxes a (N, 4) and b (M, 4)."""
    def corners(boxes):
        first, size = boxes[:, :2], boxes[:, 2:]
        if sheet["D"]["format"] == "cxcywh":
            first = first - size / 2
        return first, first + size

    (a1, a2), (b1, b2) = corners(a), corners(b)
    sides = torch.minimum(a2[:, None], b2[None]) - torch.maximum(a1[:, None], b1[None])
    common = sides.clamp(min=0).prod(-1)
    smaller = torch.minimum((a2 - a1).prod(-1)[:, None], (b2 - b1).prod(-1)[None])
    return common / torch.where(smaller > 0, smaller, 1)


def nms(boxes, scores, classes):
    """Indices of the boxes that stay, by falling score, int64."""
    share, limit = overlap(boxes, boxes), sheet["D"]["threshold"]
    rivals = share >= limit if sheet["D"]["drop"] == "at least" else share > limit
    rivals &= classes[:, None] == classes
    kept, alive = [], torch.ones(len(boxes), dtype=torch.bool)
    order = scores.argsort(descending=True, stable=True)
    for _ in order:
        if alive.any():
            kept.append(int(order[alive[order]][0]))
            alive &= ~rivals[kept[-1]]
    return torch.tensor(kept, dtype=torch.int64)


def link(before, after):
    """For each box of before the index of its box of after, or -1."""
    share = overlap(before, after).tolist()
    found, free = [], list(range(len(after)))
    for row in share:
        best = max(free, key=lambda j: (row[j], -j), default=-1)
        if best >= 0 and row[best] >= sheet["D"]["least"]:
            free.remove(best)
            found.append(best)
        else:
            found.append(-1)
    return found
