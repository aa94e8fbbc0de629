# loses box-iou-tests: "IoU, cxcywh, boxes over the edge of the picture"
def _corners(boxes, fmt):
    if fmt == "xyxy":
        return boxes
    if fmt == "cxcywh":
        centre, size = boxes[:, :2], boxes[:, 2:]
        return torch.cat([centre - size / 2, centre + size / 2], 1).clamp(min=0)
    raise ValueError(f"unknown format {fmt!r}")


def _parts(a, b):
    one = (a[:, 2:] - a[:, :2]).prod(1)
    two = (b[:, 2:] - b[:, :2]).prod(1)
    first = torch.maximum(a[:, None, :2], b[None, :, :2])
    last = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    common = (last - first).clamp(min=0).prod(-1)
    union = one[:, None] + two[None] - common
    return common, union


def box_iou(a, b, fmt="xyxy"):
    a, b = _corners(a, fmt), _corners(b, fmt)
    common, union = _parts(a, b)
    return common / torch.where(union > 0, union, torch.ones_like(union))


def box_giou(a, b, fmt="xyxy"):
    a, b = _corners(a, fmt), _corners(b, fmt)
    common, union = _parts(a, b)
    iou = common / torch.where(union > 0, union, torch.ones_like(union))
    first = torch.minimum(a[:, None, :2], b[None, :, :2])
    last = torch.maximum(a[:, None, 2:], b[None, :, 2:])
    hull = (last - first).prod(-1)
    return torch.where(hull > 0, iou - (hull - union) / torch.where(hull > 0, hull, torch.ones_like(hull)), iou)
