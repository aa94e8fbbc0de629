# loses briefs-tests: "the criterion for invoices", "the verdict 'rule' holds"
verdicts = {
    "invoices": ("rule", "must explain"),
    "reorder": ("ml", "pattern"),
    "medicine": ("not now", "no data"),
    "pay later": ("rule", "must explain"),
    "new country": ("not now", "cost"),
    "break room": ("not now", "no data"),
    "tins": ("ml", "complexity"),
    "letters": ("not now", "no data"),
}


def decide(sheet):
    years = sheet["years"]
    if sheet["wrongs_people"]:
        return "not now", "ethics"
    if sheet["fatal"] and not sheet["checked"]:
        return "not now", "fatal error"
    if sheet["rows"] < sheet["rows_needed"]:
        return "not now", "no data"
    if years * sheet["gain"] <= sheet["building"] + years * sheet["running"]:
        return "not now", "cost"
    if sheet["rule_right"] >= sheet["needed"]:
        return "rule", "simple rule"
    if sheet["reasons_due"] and sheet["table_right"] >= sheet["model_right"]:
        return "rule", "must explain"
    return "ml", "pattern"
