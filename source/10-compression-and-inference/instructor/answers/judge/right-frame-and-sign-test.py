def judge(record):
    """What the record says to its claim: "holds", "refuted", "open" or "badly measured"."""
    table = pd.DataFrame(record["runs"], columns=["version", "ms"])
    table = table[table.groupby("version").cumcount() >= record["cold"]]
    kind, limit = record["claim"]
    if kind == "ratio":
        versions = table["version"].tolist()
        pairs = [versions[i : i + 2] for i in range(0, len(versions), 2)]
        if any(set(pair) != {"old", "new"} for pair in pairs):
            return "badly measured"
        first = table.loc[table["version"] == "old", "ms"].to_numpy()
        values, q = table.loc[table["version"] == "new", "ms"].to_numpy() / first, 0.5
    else:
        values, q = table.loc[table["version"] == "new", "ms"].to_numpy(), 0.95
    if len(values) == 0:
        return "open"
    below = int((values <= limit).sum())
    if stats.binomtest(below, len(values), q, alternative="greater").pvalue <= 0.025:
        return "holds"
    if stats.binomtest(below, len(values), q, alternative="less").pvalue <= 0.025:
        return "refuted"
    return "open"
