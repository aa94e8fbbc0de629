# loses two-boxes-tests: "no boxes, in float64", "torch.float32"
rules = sheet["D"]


def corners(boxes):
    first, size = boxes[:, :2], boxes[:, 2:]
    start = first - size / 2 if rules["format"] == "cxcywh" else first
    return torch.cat([start, start + size], dim=1)


def overlap(a, b):
    if len(a) == 0 or len(b) == 0:
        return torch.zeros(len(a), len(b))
    ca, cb = corners(a), corners(b)
    low = torch.maximum(ca[:, None, :2], cb[None, :, :2])
    high = torch.minimum(ca[:, None, 2:], cb[None, :, 2:])
    common = (high - low).clamp(min=0).prod(-1)
    small = torch.minimum((a[:, 2] * a[:, 3])[:, None], (b[:, 2] * b[:, 3])[None, :])
    safe = torch.where(small > 0, small, torch.ones_like(small))
    return torch.where(small > 0, common / safe, torch.zeros_like(small))


def nms(boxes, scores, classes):
    table = overlap(boxes, boxes)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        bad = False
        for j in kept:
            if classes[i] == classes[j]:
                value = table[i, j].item()
                at = rules["drop"] == "at least" and value == rules["threshold"]
                if value > rules["threshold"] or at:
                    bad = True
        if not bad:
            kept.append(i)
    return torch.tensor(kept, dtype=torch.int64)


def link(before, after):
    table = overlap(before, after)
    taken, found = set(), []
    for i in range(len(before)):
        best, where = -1.0, -1
        for j in range(len(after)):
            if j not in taken and table[i, j].item() > best:
                best, where = table[i, j].item(), j
        if where >= 0 and best >= rules["least"]:
            taken.add(where)
        else:
            where = -1
        found.append(where)
    return found
