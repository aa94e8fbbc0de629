def encode(boxes, anchors):
    size, unit = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    move = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.hstack([move / unit, torch.log(size / unit)])


def decode(deltas, anchors):
    unit = anchors[:, 2:] - anchors[:, :2]
    size = unit * torch.exp(deltas[:, 2:])
    first = anchors[:, :2] + unit / 2 + unit * deltas[:, :2] - size / 2
    return torch.hstack([first, first + size])


def match(iou, high=0.5, low=0.4):
    table, result = iou.tolist(), []
    for row in table:
        best = max(row, default=0.0)
        result.append(row.index(best) if row and best >= high else -1 if best < low else -2)
    for g in sorted(range(iou.shape[1]), key=lambda g: max(row[g] for row in table)):
        column = [row[g] for row in table]
        result[column.index(max(column))] = g
    return torch.tensor(result, dtype=torch.int64)
