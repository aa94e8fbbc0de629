def mend(rows):
    hold, test = rows[rows["part"] == "hold"], rows[rows["part"] == "test"]
    blocks = []
    for score, one in hold.groupby("score")["left"]:
        blocks.append([score, one.sum(), len(one)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, leavers, n = blocks.pop()
            blocks[-1][1] += leavers
            blocks[-1][2] += n
    starts = [block[0] for block in blocks]
    shares = np.array([leavers / n for _, leavers, n in blocks])
    places = np.searchsorted(starts, test["score"], side="right") - 1
    return pd.Series(shares[np.maximum(places, 0)], index=test.index)
