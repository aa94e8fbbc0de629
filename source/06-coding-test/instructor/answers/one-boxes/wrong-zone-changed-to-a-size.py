# loses one-boxes-tests: "argument 4 after the call"
rules = sheet["D"]


def corners(boxes):
    first, size = boxes[:, :2], boxes[:, 2:]
    start = first - size / 2 if rules["format"] == "cxcywh" else first
    return torch.cat([start, start + size], dim=1)


def box_iou(a, b):
    ca, cb = corners(a), corners(b)
    low = torch.maximum(ca[:, None, :2], cb[None, :, :2])
    high = torch.minimum(ca[:, None, 2:], cb[None, :, 2:])
    common = (high - low).clamp(min=0).prod(-1)
    union = (a[:, 2] * a[:, 3])[:, None] + (b[:, 2] * b[:, 3])[None, :] - common
    return torch.where(
        union > 0,
        common / torch.where(union > 0, union, torch.ones_like(union)),
        torch.zeros_like(union),
    )


def nms(boxes, scores, classes):
    iou = box_iou(boxes, boxes)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        bad = False
        for j in kept:
            if classes[i] == classes[j]:
                value = iou[i, j].item()
                if value > rules["threshold"] or (
                    rules["drop"] == "at least" and value == rules["threshold"]
                ):
                    bad = True
        if not bad:
            kept.append(i)
    return torch.tensor(kept, dtype=torch.int64)


def count_inside(boxes, scores, classes, zone):
    good = scores >= rules["least"]
    boxes, scores, classes = boxes[good], scores[good], classes[good]
    kept = nms(boxes, scores, classes)
    left, top = zone[:2]
    zone[2] -= left
    zone[3] -= top
    count = 0
    for i in kept.tolist():
        x, y = boxes[i, :2].tolist()
        if rules["format"] != "cxcywh":
            x, y = x + boxes[i, 2].item() / 2, y + boxes[i, 3].item() / 2
        count += (
            int(classes[i]) == rules["label"]
            and left <= x < left + zone[2]
            and top <= y < top + zone[3]
        )
    return int(count)
