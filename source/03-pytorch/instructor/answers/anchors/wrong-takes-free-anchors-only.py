# loses anchors-tests: "matches on other tables: match, "
def encode(boxes, anchors):
    """Deltas (N, 4) that lead from the anchors to the boxes."""
    centre, size = centre_and_size(boxes)
    start, unit = centre_and_size(anchors)
    return torch.cat([(centre - start) / unit, (size / unit).log()], 1)


def centre_and_size(boxes):
    """Centres (N, 2) and sizes (N, 2) of boxes in xyxy."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]


def decode(deltas, anchors):
    """Boxes (N, 4) in xyxy: the inverse of encode."""
    start, unit = centre_and_size(anchors)
    centre, half = start + deltas[:, :2] * unit, deltas[:, 2:].exp() * unit / 2
    return torch.cat([centre - half, centre + half], 1)


def match(iou, high=0.5, low=0.4):
    """For each anchor the index of its object, -1 for background, -2 for ignored; int64 (A,)."""
    if iou.shape[1] == 0:
        return torch.full((len(iou),), -1)
    best, which = iou.max(1)
    result = torch.where(best >= high, which, torch.where(best < low, -1, -2))
    best_anchor = iou.argmax(0)
    free = result[best_anchor] < 0
    for g in iou.max(0).values.argsort().tolist():
        if free[g]:
            result[best_anchor[g]] = g
    return result
