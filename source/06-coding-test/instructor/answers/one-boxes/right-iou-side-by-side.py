def corners(boxes):
    """Left top and right bottom corners, each (N, 2)."""
    first, size = boxes[:, :2], boxes[:, 2:]
    if sheet["D"]["format"] == "cxcywh":
        first = first - size / 2
    return first, first + size


def box_iou(a, b):
    """IoU (N, M) of boxes a (N, 4) and b (M, 4)."""
    (a1, a2), (b1, b2) = corners(a), corners(b)
    width = torch.minimum(a2[:, None, 0], b2[:, 0]) - torch.maximum(a1[:, None, 0], b1[:, 0])
    height = torch.minimum(a2[:, None, 1], b2[:, 1]) - torch.maximum(a1[:, None, 1], b1[:, 1])
    common = width.clamp(min=0) * height.clamp(min=0)
    union = (a2 - a1).prod(-1)[:, None] + (b2 - b1).prod(-1)[None] - common
    return common / torch.where(union > 0, union, 1)


def nms(boxes, scores, classes):
    """Indices of the boxes that stay, by falling score, int64."""
    iou, limit = box_iou(boxes, boxes), sheet["D"]["threshold"]
    rivals = iou >= limit if sheet["D"]["drop"] == "at least" else iou > limit
    rivals &= classes[:, None] == classes
    kept, alive = [], torch.ones(len(boxes), dtype=torch.bool)
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i]:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)


def count_inside(boxes, scores, classes, zone):
    """How many kept boxes of your label have their centre in the zone."""
    good = scores >= sheet["D"]["least"]
    boxes, scores, classes = boxes[good], scores[good], classes[good]
    kept = nms(boxes, scores, classes)
    kept = kept[classes[kept] == sheet["D"]["label"]]
    first, last = corners(boxes[kept])
    x, y = ((first + last) / 2).unbind(1)
    left, top, right, bottom = zone
    return int(((x >= left) & (x < right) & (y >= top) & (y < bottom)).sum())
