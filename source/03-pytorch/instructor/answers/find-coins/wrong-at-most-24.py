# loses find-coins-tests: "48 coins"
def find_coins(image):
    radii = torch.arange(16, 33, 3)
    stack = torch.stack([disc_response(image, int(r)) for r in radii])
    best, which = stack.max(0)
    peak = (best == F.max_pool2d(best[None], 15, 1, 7)[0]) & (best > 0.14)
    y, x = torch.where(peak)
    r = radii[which[y, x]]
    boxes = torch.stack([x - r, y - r, x + r, y + r], dim=1).to(torch.float32)
    kept = nms(boxes, best[y, x], torch.zeros_like(y), 0.05)
    kept = kept[:24]
    return boxes[kept], best[y, x][kept]
