# loses nms-tests: "classes 16777216 and 16777217"
def nms(boxes, scores, classes, threshold):
    moved = boxes
    if len(boxes):
        moved = boxes + classes.to(boxes)[:, None] * (boxes.max() + torch.tensor(1).to(boxes))
    rivals = box_iou(moved, moved) > threshold
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        if there[i]:
            kept.append(i)
            there &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
