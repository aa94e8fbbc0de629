def average_precision(detections, objects, threshold=0.5):
    rows = []
    for n, (boxes, scores) in enumerate(detections):
        rows += [(score, n, k) for k, score in enumerate(scores.tolist())]
    tables = [box_iou(d[0], o[0]).tolist() for d, o in zip(detections, objects)]
    hidden = [o[1].tolist() for o in objects]
    total = sum(flags.count(False) for flags in hidden)
    taken, curve, hit, seen = set(), [], 0, 0
    for _, n, k in sorted(rows, reverse=True):
        good = [g for g, value in enumerate(tables[n][k]) if value >= threshold]
        open_ = [g for g in good if not hidden[n][g] and (n, g) not in taken]
        if open_:
            taken.add((n, max(open_, key=lambda g: tables[n][k][g])))
            hit += 1
        elif any(hidden[n][g] for g in good):
            continue
        seen += 1
        curve.append((hit / total if total else 0.0, hit / seen))
    area, before = 0.0, 0.0
    for place, (recall, _) in enumerate(curve):
        area += (recall - before) * max(precision for _, precision in curve[place:])
        before = recall
    return area
