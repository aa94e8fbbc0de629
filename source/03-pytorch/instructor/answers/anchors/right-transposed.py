def _split(boxes):
    x1, y1, x2, y2 = boxes.T
    return torch.stack([(x1 + x2) / 2, (y1 + y2) / 2]), torch.stack([x2 - x1, y2 - y1])


def encode(boxes, anchors):
    (centre, size), (start, unit) = _split(boxes), _split(anchors)
    return torch.cat([(centre - start) / unit, torch.log(size) - torch.log(unit)]).T


def decode(deltas, anchors):
    start, unit = _split(anchors)
    centre, size = start + unit * deltas.T[:2], unit * torch.exp(deltas.T[2:])
    return torch.cat([centre - size / 2, centre + size / 2]).T


def match(iou, high=0.5, low=0.4):
    padded = torch.cat([iou, iou.new_full((len(iou), 1), -1.0)], dim=1)
    best, which = padded.max(dim=1)
    result = which.clone()
    result[best < high] = -2
    result[best < low] = -1
    if iou.shape[1]:
        owner = iou == iou.max(dim=0).values
        wanted = owner.any(dim=1)
        result[wanted] = torch.where(owner, iou, -1.0).argmax(dim=1)[wanted]
    return result
