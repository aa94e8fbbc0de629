# loses shares-tests: "the recall of a large and a small group, at ['micro']", "got:      0.7"
def shares(matrix):
    """base, tpr, fpr, ppv and accuracy of one confusion matrix."""
    def share(part, whole):
        return part / whole if whole else None

    tp, fp, fn, tn = (matrix[name] for name in ("tp", "fp", "fn", "tn"))
    everybody = tp + fp + fn + tn
    return {
        "base": share(tp + fn, everybody),
        "tpr": share(tp, tp + fn),
        "fpr": share(fp, fp + tn),
        "ppv": share(tp, tp + fp),
        "accuracy": share(tp + tn, everybody),
    }


def recall(matrices):
    """The true positive rate of all people together (micro) and the mean over groups (macro)."""
    hits = sum(matrix["tp"] for matrix in matrices.values())
    needed = hits + sum(matrix["fn"] for matrix in matrices.values())
    rates = [shares(matrix)["tpr"] for matrix in matrices.values()]
    known = [rate for rate in rates if rate is not None]
    return {"macro": hits / needed if needed else None, "micro": sum(known) / len(known) if known else None}


def needed_fpr(base, ppv, tpr):
    """The false positive rate that base rate, predictive value and true positive rate leave."""
    if base == 1 or ppv == 0:
        return None
    return base / (1 - base) * (1 - ppv) / ppv * tpr
