# loses nms-tests: "double precision that overlap by 0.5000001"
def nms(boxes, scores, classes, threshold):
    order = scores.argsort(descending=True, stable=True)
    rivals = (box_iou(boxes, boxes) > threshold + 1e-6) & (classes[:, None] == classes)
    present = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in order.tolist():
        if present[index]:
            kept.append(index)
            present &= ~rivals[index]
    return torch.tensor(kept, dtype=torch.int64)
