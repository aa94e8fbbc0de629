# loses nms-tests: "classes", "1 lost that should stay"
def nms(boxes, scores, classes, threshold):
    rivals = (box_iou(boxes, boxes) > threshold) & (classes.short()[:, None] == classes.short())
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for place in scores.argsort(descending=True, stable=True).tolist():
        if there[place]:
            kept.append(place)
            there &= ~rivals[place]
    return torch.tensor(kept, dtype=torch.int64)
