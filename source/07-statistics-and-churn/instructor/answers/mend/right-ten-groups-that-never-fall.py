def mend(rows):
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    edges = np.unique(np.quantile(hold["score"], np.arange(1, 12) / 12))[:-1]
    group = np.searchsorted(edges, hold["score"])
    shares = pd.Series(hold["left"].to_numpy()).groupby(group).mean()
    shares = shares.reindex(range(len(edges) + 1)).ffill().bfill().cummax()
    return shares.to_numpy()[np.searchsorted(edges, test["score"])]
