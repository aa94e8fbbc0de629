# loses find-leaks-tests: "honest columns were flagged"
def find_leaks(table, written, moments):
    late = (written["written_at"] > written["row_id"].map(moments)).groupby(written["column"]).any()
    return {name: "future" for name in late.index[late]}
