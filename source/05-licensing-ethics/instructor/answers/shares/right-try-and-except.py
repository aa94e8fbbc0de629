def shares(matrix):
    def safe(compute):
        try:
            return compute()
        except ZeroDivisionError:
            return None

    m = matrix
    return {
        "base": safe(lambda: (m["tp"] + m["fn"]) / sum(m.values())),
        "tpr": safe(lambda: m["tp"] / (m["tp"] + m["fn"])),
        "fpr": safe(lambda: m["fp"] / (m["fp"] + m["tn"])),
        "ppv": safe(lambda: m["tp"] / (m["tp"] + m["fp"])),
        "accuracy": safe(lambda: 1 - (m["fp"] + m["fn"]) / sum(m.values())),
    }


def recall(matrices):
    together = {name: sum(matrix[name] for matrix in matrices.values()) for name in ("tp", "fp", "fn", "tn")}
    each = [rate for rate in (shares(matrix)["tpr"] for matrix in matrices.values()) if rate is not None]
    macro = None
    if each:
        macro = sum(each) / len(each)
    return {"micro": shares(together)["tpr"], "macro": macro}


def needed_fpr(base, ppv, tpr):
    try:
        return (base / (1 - base)) * ((1 - ppv) / ppv) * tpr
    except ZeroDivisionError:
        return None
