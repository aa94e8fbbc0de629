# loses shares-tests: "other matrices"
from statistics import fmean


def _div(a, b):
    return a / b if b else None


def shares(matrix):
    tp, fp, fn, tn = matrix.values()
    everyone = tp + fp + fn + tn
    return {
        "base": _div(tp + fn, everyone),
        "tpr": _div(tp, tp + fn),
        "fpr": _div(fp, fp + tn),
        "ppv": _div(tp, tp + fp),
        "accuracy": _div(tp + tn, everyone),
    }


def recall(matrices):
    hits = sum(m["tp"] for m in matrices.values())
    need = hits + sum(m["fn"] for m in matrices.values())
    rates = [m["tp"] / (m["tp"] + m["fn"]) for m in matrices.values() if m["tp"] + m["fn"] > 0]
    return {"micro": _div(hits, need), "macro": fmean(rates) if rates else None}


def needed_fpr(base, ppv, tpr):
    if base == 1 or ppv == 0:
        return None
    return base / (1 - base) * (1 - ppv) / ppv * tpr
