def _split(boxes, fmt):
    if fmt == "xyxy":
        return boxes[:, :2], boxes[:, 2:], boxes[:, 2:] - boxes[:, :2]
    if fmt == "cxcywh":
        return boxes[:, :2] - 0.5 * boxes[:, 2:], boxes[:, :2] + 0.5 * boxes[:, 2:], boxes[:, 2:]
    raise ValueError(fmt)

def _both(a, b, fmt):
    (p, q, s), (u, v, t) = _split(a, fmt), _split(b, fmt)
    common = (torch.minimum(q[:, None], v) - torch.maximum(p[:, None], u)).clamp_min(0).prod(2)
    union = s.prod(1)[:, None] + t.prod(1) - common
    hull = (torch.maximum(q[:, None], v) - torch.minimum(p[:, None], u)).prod(2)
    return (common / union).nan_to_num(0.0), union, hull

def box_iou(a, b, fmt="xyxy"):
    return _both(a, b, fmt)[0]

def box_giou(a, b, fmt="xyxy"):
    iou, union, hull = _both(a, b, fmt)
    return iou - (1 - union / hull).nan_to_num(0.0)
