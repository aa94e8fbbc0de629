def encode(boxes, anchors):
    ax1, ay1, ax2, ay2 = anchors.unbind(1)
    x1, y1, x2, y2 = boxes.unbind(1)
    aw, ah, w, h = ax2 - ax1, ay2 - ay1, x2 - x1, y2 - y1
    tx, ty = (x1 + w / 2 - ax1 - aw / 2) / aw, (y1 + h / 2 - ay1 - ah / 2) / ah
    return torch.stack([tx, ty, torch.log(w) - torch.log(aw), torch.log(h / ah)], dim=1)


def decode(deltas, anchors):
    ax1, ay1, ax2, ay2 = anchors.unbind(1)
    tx, ty, tw, th = deltas.unbind(1)
    w, h = (ax2 - ax1) * torch.exp(tw), (ay2 - ay1) * torch.exp(th)
    x1 = (ax1 + ax2) / 2 + tx * (ax2 - ax1) - w / 2
    y1 = (ay1 + ay2) / 2 + ty * (ay2 - ay1) - h / 2
    return torch.stack([x1, y1, x1 + w, y1 + h], dim=1)


def match(iou, high=0.5, low=0.4):
    anchors, objects = iou.shape
    result = torch.full((anchors,), -1, dtype=torch.int64)
    if objects:
        values, indices = torch.max(iou, dim=1)
        result[values >= low] = -2
        result[values >= high] = indices[values >= high]
        for g in torch.amax(iou, dim=0).argsort().tolist():
            result[iou[:, g].argmax()] = g
    return result
