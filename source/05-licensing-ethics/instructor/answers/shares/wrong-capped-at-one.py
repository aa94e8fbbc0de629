# loses shares-tests: "needed_fpr(0.8, 0.3, 0.9)"
def shares(matrix):
    """base, tpr, fpr, ppv and accuracy of one confusion matrix."""

    def share(part, whole):
        return part / whole if whole else None

    tp, fp, fn, tn = matrix["tp"], matrix["fp"], matrix["fn"], matrix["tn"]
    return {
        "base": share(tp + fn, tp + fp + fn + tn),
        "tpr": share(tp, tp + fn),
        "fpr": share(fp, fp + tn),
        "ppv": share(tp, tp + fp),
        "accuracy": share(tp + tn, tp + fp + fn + tn),
    }


def recall(matrices):
    """The true positive rate of all people together (micro) and the mean over groups (macro)."""
    tp = sum(m["tp"] for m in matrices.values())
    need = sum(m["tp"] + m["fn"] for m in matrices.values())
    rates = [shares(m)["tpr"] for m in matrices.values()]
    rates = [rate for rate in rates if rate is not None]
    return {"micro": tp / need if need else None, "macro": sum(rates) / len(rates) if rates else None}


def needed_fpr(base, ppv, tpr):
    """The false positive rate that base rate, predictive value and true positive rate leave."""
    if base == 1 or ppv == 0:
        return None
    return min(1.0, base / (1 - base) * (1 - ppv) / ppv * tpr)
