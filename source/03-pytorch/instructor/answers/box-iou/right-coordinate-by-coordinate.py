def box_iou(a, b, fmt="xyxy"):
    return _both(a, b, fmt)[0]


def box_giou(a, b, fmt="xyxy"):
    return _both(a, b, fmt)[1]


def _edges(boxes, fmt):
    if fmt == "xyxy":
        return boxes.unbind(1)
    if fmt == "cxcywh":
        x, y, w, h = boxes.unbind(1)
        return x - w / 2, y - h / 2, x + w / 2, y + h / 2
    raise ValueError("unknown format: " + str(fmt))


def _both(a, b, fmt):
    ax1, ay1, ax2, ay2 = (edge.unsqueeze(1) for edge in _edges(a, fmt))
    bx1, by1, bx2, by2 = (edge.unsqueeze(0) for edge in _edges(b, fmt))
    w = torch.relu(torch.min(ax2, bx2) - torch.max(ax1, bx1))
    h = torch.relu(torch.min(ay2, by2) - torch.max(ay1, by1))
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - w * h
    hull = (torch.max(ax2, bx2) - torch.min(ax1, bx1)) * (torch.max(ay2, by2) - torch.min(ay1, by1))
    iou = torch.nan_to_num(w * h / union)
    return iou, iou - torch.nan_to_num((hull - union) / hull)
