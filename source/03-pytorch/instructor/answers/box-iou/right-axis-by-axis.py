def _spans(boxes, fmt):
    """Per axis, the beginning and the end of each box."""
    if fmt not in ("xyxy", "cxcywh"):
        raise ValueError(f"unknown format {fmt}")
    if fmt == "xyxy":
        return [(boxes[:, k], boxes[:, k + 2]) for k in (0, 1)]
    return [(boxes[:, k] - boxes[:, k + 2] / 2, boxes[:, k] + boxes[:, k + 2] / 2) for k in (0, 1)]


def _areas(a, b, fmt):
    common = hull = one = other = 1
    for (a1, a2), (b1, b2) in zip(_spans(a, fmt), _spans(b, fmt)):
        a1, a2, b1, b2 = a1[:, None], a2[:, None], b1[None], b2[None]
        common = common * (torch.minimum(a2, b2) - torch.maximum(a1, b1)).clamp_min(0)
        hull = hull * (torch.maximum(a2, b2) - torch.minimum(a1, b1))
        one, other = one * (a2 - a1), other * (b2 - b1)
    return common, one + other - common, hull


def box_iou(a, b, fmt="xyxy"):
    common, union, _ = _areas(a, b, fmt)
    return torch.where(union == 0, torch.zeros_like(union), common / union)


def box_giou(a, b, fmt="xyxy"):
    _, union, hull = _areas(a, b, fmt)
    return box_iou(a, b, fmt) - torch.where(hull == 0, torch.zeros_like(hull), 1 - union / hull)
