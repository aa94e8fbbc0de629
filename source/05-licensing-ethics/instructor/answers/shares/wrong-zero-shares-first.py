# loses shares-tests: "needed_fpr(1, 0.5, 0)"
def share(part, whole):
    return part / whole if whole else None


def shares(matrix):
    tp, fp, fn, tn = (matrix[k] for k in ("tp", "fp", "fn", "tn"))
    everyone = tp + fp + fn + tn
    return {
        "base": share(tp + fn, everyone),
        "tpr": share(tp, tp + fn),
        "fpr": share(fp, fp + tn),
        "ppv": share(tp, tp + fp),
        "accuracy": share(tp + tn, everyone),
    }


def recall(matrices):
    tp = sum(m["tp"] for m in matrices.values())
    fn = sum(m["fn"] for m in matrices.values())
    rates = [shares(m)["tpr"] for m in matrices.values()]
    rates = [r for r in rates if r is not None]
    return {"micro": share(tp, tp + fn), "macro": share(sum(rates), len(rates))}


def needed_fpr(base, ppv, tpr):
    if base == 0 or tpr == 0:
        return 0.0
    if base == 1 or ppv == 0:
        return None
    return base / (1 - base) * (1 - ppv) / ppv * tpr
