# loses anchors-tests: "encode, a box a thousandth as large as its anchor"
def _centres(x):
    return (x[:, :2] + x[:, 2:]) / 2, x[:, 2:] - x[:, :2]


def encode(boxes, anchors):
    """t."""
    (bc, bs), (ac, size) = _centres(boxes), _centres(anchors)
    return torch.cat([(bc - ac) / size, torch.log(bs.clamp(min=1) / size)], 1)


def decode(deltas, anchors):
    """boxes."""
    ac, size = _centres(anchors)
    c, s = ac + deltas[:, :2] * size, deltas[:, 2:].exp() * size
    return torch.cat([c - s / 2, c + s / 2], 1)


def match(iou, high=0.5, low=0.4):
    """roles."""
    count, objects = iou.shape
    if objects == 0:
        return torch.full((count,), -1)
    best, which = iou.max(1)
    roles = torch.full((count,), -2)
    roles[best < low] = -1
    roles[best >= high] = which[best >= high]
    top, anchor = iou.max(0)
    for g in top.argsort().tolist():
        roles[anchor[g]] = g
    return roles
