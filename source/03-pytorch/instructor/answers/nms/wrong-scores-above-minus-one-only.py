# loses nms-tests: "scores all far below 0"
def nms(boxes, scores, classes, threshold):
    left = scores.clone()
    iou = box_iou(boxes, boxes)
    kept = []
    while len(left) and left.max() > -1:
        best = int(left.argmax())
        kept.append(best)
        left[(iou[best] > threshold) & (classes == classes[best])] = -1
        left[best] = -1
    return torch.tensor(kept, dtype=torch.int64)
