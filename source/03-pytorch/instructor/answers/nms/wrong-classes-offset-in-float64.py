# loses nms-tests: "classes 1152921504606846976"
def nms(boxes, scores, classes, threshold):
    moved = boxes.double()
    if len(boxes):
        moved = moved + (classes.double() * (moved.max() + 1))[:, None]
    rivals = box_iou(moved, moved) > threshold
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for place in scores.argsort(descending=True, stable=True).tolist():
        if there[place]:
            kept.append(place)
            there &= ~rivals[place]
    return torch.tensor(kept, dtype=torch.int64)
