# loses nms-tests: "which single makes equal"
def nms(boxes, scores, classes, threshold):
    order = scores.float().argsort(descending=True, stable=True)
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    present = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in order.tolist():
        if present[index]:
            kept.append(index)
            present &= ~rivals[index]
    return torch.tensor(kept, dtype=torch.int64)
