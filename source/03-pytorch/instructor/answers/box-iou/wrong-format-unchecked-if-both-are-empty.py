# loses box-iou-tests: "without boxes on one side or on both"
def _corners(boxes, fmt):
    if fmt == "xyxy" or not len(boxes):
        return boxes
    if fmt == "cxcywh":
        centre, size = boxes[:, :2], boxes[:, 2:]
        return torch.cat([centre - size / 2, centre + size / 2], 1)
    raise ValueError(f"unknown format {fmt!r}")


def _parts(a, b, fmt):
    a, b = _corners(a, fmt)[:, None], _corners(b, fmt)[None]
    inner = torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])
    common = inner.clamp(min=0).prod(-1)
    union = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - common
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(-1)
    iou = common / torch.where(union == 0, 1.0, union)
    return iou, union, hull


def box_iou(a, b, fmt="xyxy"):
    return _parts(a, b, fmt)[0]


def box_giou(a, b, fmt="xyxy"):
    iou, union, hull = _parts(a, b, fmt)
    return iou - torch.where(hull == 0, 0.0, (hull - union) / torch.where(hull == 0, 1.0, hull))
