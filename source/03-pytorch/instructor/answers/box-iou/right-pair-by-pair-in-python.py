def box_iou(a, b, fmt="xyxy"):
    return _table(a, b, fmt, 0)


def box_giou(a, b, fmt="xyxy"):
    return _table(a, b, fmt, 1)


def _table(a, b, fmt, which):
    if fmt not in {"xyxy", "cxcywh"}:
        raise ValueError(fmt)
    rows = [[_pair(p, q, fmt)[which] for q in b.tolist()] for p in a.tolist()]
    return torch.tensor(rows, dtype=a.dtype).reshape(len(a), len(b))


def _pair(p, q, fmt):
    if fmt == "cxcywh":
        p, q = ([x - w / 2, y - h / 2, x + w / 2, y + h / 2] for x, y, w, h in (p, q))
    w, h = min(p[2], q[2]) - max(p[0], q[0]), min(p[3], q[3]) - max(p[1], q[1])
    common = w * h if w > 0 and h > 0 else 0.0
    union = (p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - common
    hull = (max(p[2], q[2]) - min(p[0], q[0])) * (max(p[3], q[3]) - min(p[1], q[1]))
    iou = common / union if union > 0 else 0.0
    return iou, iou - (1 - union / hull) if hull > 0 else iou
