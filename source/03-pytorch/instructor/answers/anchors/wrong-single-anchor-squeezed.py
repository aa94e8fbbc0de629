# loses anchors-tests: "too many indices"
def _parts(boxes):
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]


def encode(boxes, anchors):
    (centre, size), (middle, base) = _parts(boxes), _parts(anchors)
    return torch.cat([(centre - middle) / base, (size / base).log()], 1)


def decode(deltas, anchors):
    middle, base = _parts(anchors)
    centre, half = middle + deltas[:, :2] * base, base * deltas[:, 2:].exp() / 2
    return torch.cat([centre - half, centre + half], 1)


def match(iou, high=0.5, low=0.4):
    if iou.shape[1] == 0:
        return torch.full((len(iou),), -1)
    best, which = iou.max(1)
    best, which = best.squeeze(), which.squeeze()
    roles = torch.where(best >= high, which, torch.where(best < low, -1, -2))
    tops, owners = iou.max(0)
    for thing in tops.argsort().tolist():
        roles[owners[thing]] = thing
    return roles
