# loses nms-tests: "several classes"
def nms(boxes, scores, classes, threshold):
    order = scores.argsort(descending=True, stable=True)
    ranks = classes.unique(return_inverse=True)[1]
    moved = boxes + ranks[:, None].to(boxes) * 500
    rivals = box_iou(moved, moved) > threshold
    present = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in order.tolist():
        if present[index]:
            kept.append(index)
            present &= ~rivals[index]
    return torch.tensor(kept, dtype=torch.int64)
