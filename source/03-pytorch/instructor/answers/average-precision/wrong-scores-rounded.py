# loses average-precision-tests: "less than a millionth"
def average_precision(detections, objects, threshold=0.5):
    pairs, total = [], 0
    for (boxes, scores), (things, ignore) in zip(detections, objects):
        iou = box_iou(boxes, things)
        free = ~ignore
        total += int(free.sum())
        for place in scores.argsort(descending=True).tolist():
            enough = iou[place] >= threshold
            fit = enough & free
            if fit.any():
                best = torch.where(fit, iou[place], -1.0).argmax()
                free[best] = False
                pairs.append((round(float(scores[place]), 2), 1.0))
            elif not (enough & ignore).any():
                pairs.append((round(float(scores[place]), 2), 0.0))
    if not total or not pairs:
        return 0.0
    hits = torch.tensor([hit for _, hit in sorted(pairs, reverse=True)], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    raised = precision.flip(0).cummax(0).values.flip(0)
    return float((raised * hits).sum() / total)
