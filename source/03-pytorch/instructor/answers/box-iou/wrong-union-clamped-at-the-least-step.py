# loses box-iou-tests: "whose areas are above 0"
def box_iou(a, b, fmt="xyxy"):
    """Intersection over union (N, M) of boxes a (N, 4) and b (M, 4)."""
    common, union, _ = box_areas(a, b, fmt)
    return common / union.clamp(min=torch.finfo(union.dtype).eps)


def box_giou(a, b, fmt="xyxy"):
    """Generalised IoU (N, M): IoU minus the share of the hull that neither box covers."""
    _, union, hull = box_areas(a, b, fmt)
    return box_iou(a, b, fmt) - (hull - union) / torch.where(hull > 0, hull, 1)


def box_areas(a, b, fmt):
    """Common area, union and hull of each pair, each (N, M)."""
    if fmt == "cxcywh":
        a, b = (torch.cat([x[:, :2] - x[:, 2:] / 2, x[:, :2] + x[:, 2:] / 2], 1) for x in (a, b))
    elif fmt != "xyxy":
        raise ValueError(f"fmt is 'xyxy' or 'cxcywh', not {fmt!r}")
    first, last = (a[:, None, :2], b[None, :, :2]), (a[:, None, 2:], b[None, :, 2:])
    common = (torch.minimum(*last) - torch.maximum(*first)).clamp(min=0).prod(-1)
    hull = (torch.maximum(*last) - torch.minimum(*first)).prod(-1)
    own = [(x[:, 2:] - x[:, :2]).prod(-1) for x in (a, b)]
    return common, own[0][:, None] + own[1] - common, hull
