# loses find-leaks-tests: "was missed", "'target'"
def find_leaks(table, written, moments):
    late = (written["written_at"] > written["row_id"].map(moments)).groupby(written["column"]).mean()
    found = {name: "future" for name in late.index[late >= 0.05]}
    for name in table.columns.drop(["row_id", "churned"]):
        if table[name].map(lambda v: isinstance(v, str)).all() and table[name].is_unique:
            found[name] = "identity"
    return found
