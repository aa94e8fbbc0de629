def violations(tables, rules):
    def equal(cell, words):
        if isinstance(cell, str):
            return cell in words
        return any(cell == float(word) for word in words)

    def breaks(must, value, cell, table, row):
        if must in ("present", "absent"):
            return pd.isna(cell) == (must == "present")
        if pd.isna(cell):
            return False
        if must == "in":
            return not equal(cell, value.split("|"))
        if must == "between":
            low, high = value.split("|")
            kind = pd.Timestamp if isinstance(cell, pd.Timestamp) else str if isinstance(cell, str) else float
            return bool(low != "" and cell < kind(low)) or bool(high != "" and cell > kind(high))
        if must == "not before":
            return bool(cell < table[value].iloc[row])
        return cell in value if must == "unique" else cell not in value

    answer = {"rule": [], "row": []}
    for _, rule in rules.iterrows():
        table, value = tables[rule["table"]], rule["value"]
        column = table[rule["column"]]
        if rule["must"] == "known in":
            other, _, name = value.partition(".")
            value = set(tables[other][name].dropna())
        elif rule["must"] == "unique":
            counts = column.value_counts()
            value = set(counts.index[counts > 1])
        for row in range(len(table)):
            if rule["when"]:
                name, *words = rule["when"].split("=")
                cell = table[name].iloc[row]
                if pd.isna(cell) or (words and not equal(cell, words[0].split("|"))):
                    continue
            if breaks(rule["must"], value, column.iloc[row], table, row):
                answer["rule"].append(rule["rule"])
                answer["row"].append(row)
    return pd.DataFrame(answer)
