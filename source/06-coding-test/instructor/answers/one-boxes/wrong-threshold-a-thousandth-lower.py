# loses one-boxes-tests: "the threshold"
def box_iou(a, b):
    """IoU (N, M) of boxes a (N, 4) and b (M, 4)."""
    def corners(boxes):
        first, size = boxes[:, :2], boxes[:, 2:]
        if sheet["D"]["format"] == "cxcywh":
            first = first - size / 2
        return first, first + size

    (a1, a2), (b1, b2) = corners(a), corners(b)
    sides = torch.minimum(a2[:, None], b2[None]) - torch.maximum(a1[:, None], b1[None])
    common = sides.clamp(min=0).prod(-1)
    union = (a2 - a1).prod(-1)[:, None] + (b2 - b1).prod(-1)[None] - common
    return common / torch.where(union > 0, union, 1)


def nms(boxes, scores, classes):
    """Indices of the boxes that stay, by falling score, int64."""
    iou, limit = box_iou(boxes, boxes), sheet["D"]["threshold"] - 1e-3
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
    first, size = boxes[kept[classes[kept] == sheet["D"]["label"]]].split(2, 1)
    x, y = (first if sheet["D"]["format"] == "cxcywh" else first + size / 2).unbind(1)
    left, top, right, bottom = zone
    return int(((x >= left) & (x < right) & (y >= top) & (y < bottom)).sum())
