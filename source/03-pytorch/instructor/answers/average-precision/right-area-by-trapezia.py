def average_precision(detections, objects, threshold=0.5):
    pairs, count = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        free = ~ignore
        count += int(free.sum())
        iou = box_iou(boxes, truth)
        for index in scores.argsort(descending=True).tolist():
            near = iou[index] >= threshold
            if (near & free).any():
                best = torch.where(free, iou[index], -1.0).argmax()
                free[best] = False
                pairs.append((float(scores[index]), 1.0))
            elif not (near & ignore).any():
                pairs.append((float(scores[index]), 0.0))
    if not pairs or not count:
        return 0.0
    pairs.sort(key=lambda pair: -pair[0])
    hits = torch.tensor([hit for _, hit in pairs], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    raised = precision.flip(0).cummax(0).values.flip(0)
    recall = torch.cat([torch.zeros(1), hits.cumsum(0) / count])
    return float(torch.trapezoid(torch.cat([torch.ones(1), raised]), recall))
