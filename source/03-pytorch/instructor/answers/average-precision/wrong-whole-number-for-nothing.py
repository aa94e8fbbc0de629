# loses average-precision-tests: "the type of AP"
def average_precision(detections, objects, threshold=0.5):
    pairs, total = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        total += int((~ignore).sum())
        free = ~ignore
        overlap = box_iou(boxes, truth)
        for k in scores.argsort(descending=True).tolist():
            enough = overlap[k] >= threshold
            if (free & enough).any():
                best = int(torch.where(free, overlap[k], -1.0).argmax())
                free[best] = False
                pairs.append((scores[k].item(), 1.0))
            elif not (enough & ignore).any():
                pairs.append((scores[k].item(), 0.0))
    if total == 0 or not pairs:
        return 0
    hits = torch.tensor([hit for score, hit in sorted(pairs, reverse=True)], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    raised = precision.flip(0).cummax(0).values.flip(0)
    return float((raised * hits).sum() / total)
