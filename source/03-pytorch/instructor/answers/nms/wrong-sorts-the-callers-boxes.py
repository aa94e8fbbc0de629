# loses nms-tests: "changed"
def nms(boxes, scores, classes, threshold):
    order = scores.argsort(descending=True, stable=True)
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    present = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in order.tolist():
        if present[index]:
            kept.append(index)
            present &= ~rivals[index]
    boxes[:] = boxes[order]
    return torch.tensor(kept, dtype=torch.int64)
