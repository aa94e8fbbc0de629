# loses anchors-tests: "whatever the IoU"
def _centre(boxes):
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]


def encode(boxes, anchors):
    (c, s), (ca, sa) = _centre(boxes), _centre(anchors)
    return torch.cat([(c - ca) / sa, (s / sa).log()], 1)


def decode(deltas, anchors):
    ca, sa = _centre(anchors)
    c, s = ca + deltas[:, :2] * sa, sa * deltas[:, 2:].exp()
    return torch.cat([c - s / 2, c + s / 2], 1)


def match(iou, high=0.5, low=0.4):
    roles = torch.full((iou.shape[0],), -1)
    if iou.shape[1] == 0:
        return roles
    best, which = iou.max(1)
    roles[best >= low] = -2
    roles[best >= high] = which[best >= high]
    top, owner = iou.max(0)
    for g in top.argsort().tolist():
        if top[g] > 0.1:
            roles[owner[g]] = g
    return roles
