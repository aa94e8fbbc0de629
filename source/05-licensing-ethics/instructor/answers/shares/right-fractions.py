from fractions import Fraction


def ratio(part, whole):
    return float(Fraction(part, whole)) if whole else None


def shares(matrix):
    tp, fp, fn, tn = matrix["tp"], matrix["fp"], matrix["fn"], matrix["tn"]
    total = tp + fp + fn + tn
    return dict(base=ratio(tp + fn, total), tpr=ratio(tp, tp + fn), fpr=ratio(fp, fp + tn), ppv=ratio(tp, tp + fp), accuracy=ratio(tp + tn, total))


def recall(matrices):
    pooled = [sum(matrix[name] for matrix in matrices.values()) for name in ("tp", "fn")]
    rates = [matrix["tp"] / (matrix["tp"] + matrix["fn"]) for matrix in matrices.values() if matrix["tp"] + matrix["fn"] > 0]
    return {"micro": ratio(pooled[0], sum(pooled)), "macro": sum(rates) / len(rates) if rates else None}


def needed_fpr(base, ppv, tpr):
    if base == 1 or not ppv:
        return None
    chosen_wrongly = base * tpr * (1 - ppv) / ppv
    return chosen_wrongly / (1 - base)
