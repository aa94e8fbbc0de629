# loses accept-tests: "the example", "other distributions"
def acceptance(target, draft):
    """What becomes of a drafted token: its chance to be accepted, what is drawn instead, and the rate."""
    accept = [min(1.0, p / q) if q > 0 else 1.0 for p, q in zip(target, draft)]
    missing = [p - q for p, q in zip(target, draft)]
    total = sum(missing)
    instead = [part / total for part in missing] if total > 0 else list(target)
    return {"accept": accept, "instead": instead, "rate": sum(map(min, target, draft))}
