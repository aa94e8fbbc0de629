# loses nms-tests: "60 boxes apart from each other"
def nms(boxes, scores, classes, threshold):
    order = torch.tensor((-scores).numpy().argsort().copy())
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    left = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for k in order.tolist():
        if left[k]:
            kept.append(k)
            left &= ~rivals[k]
    return torch.tensor(kept, dtype=torch.int64)
