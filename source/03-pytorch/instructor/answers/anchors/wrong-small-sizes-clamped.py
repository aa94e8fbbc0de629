# loses anchors-tests: "decode, a box a thousandth as large"
def _centres(boxes):
    size = boxes[:, 2:] - boxes[:, :2]
    return boxes[:, :2] + size / 2, size


def encode(boxes, anchors):
    centre, size = _centres(boxes)
    own, scale = _centres(anchors)
    return torch.cat([(centre - own) / scale, (size / scale).log()], 1)


def decode(deltas, anchors):
    own, scale = _centres(anchors)
    centre = own + deltas[:, :2] * scale
    size = deltas[:, 2:].clamp(min=-4.135).exp() * scale
    return torch.cat([centre - size / 2, centre + size / 2], 1)


def match(iou, high=0.5, low=0.4):
    roles = torch.full((len(iou),), -2, dtype=torch.int64)
    if iou.shape[1] == 0:
        return torch.full_like(roles, -1)
    best, which = iou.max(1)
    roles[best < low] = -1
    roles[best >= high] = which[best >= high]
    top, anchor = iou.max(0)
    for obj in top.argsort().tolist():
        roles[anchor[obj]] = obj
    return roles
