# loses nms-tests: "overlap by 5 in a million"
def nms(boxes, scores, classes, threshold):
    rivals = (box_iou(boxes, boxes) > max(threshold, 1e-3)) & (classes[:, None] == classes)
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for place in scores.argsort(descending=True, stable=True).tolist():
        if there[place]:
            kept.append(place)
            there &= ~rivals[place]
    return torch.tensor(kept, dtype=torch.int64)
