# loses find-leaks-tests: "honest columns were flagged"
def find_leaks(table, written, moments):
    return {name: "future" for name in table.columns if name not in ("row_id", "churned")}
