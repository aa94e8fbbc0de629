# loses nms-tests: "crowds of one class: nms, scores"
def nms(boxes, scores, classes, threshold):
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for place in scores.half().argsort(descending=True, stable=True).tolist():
        if there[place]:
            kept.append(place)
            there &= ~rivals[place]
    return torch.tensor(kept, dtype=torch.int64)
