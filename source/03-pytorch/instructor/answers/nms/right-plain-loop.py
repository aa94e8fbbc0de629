def nms(boxes, scores, classes, threshold):
    table = box_iou(boxes, boxes).tolist()
    marks, names, kept = scores.tolist(), classes.tolist(), []
    for i in sorted(range(len(marks)), key=lambda i: (-marks[i], i)):
        if not any(table[i][j] > threshold and names[i] == names[j] for j in kept):
            kept.append(i)
    return torch.LongTensor(kept)
