# loses briefs-tests: "'must explain'"
def decide(sheet):
    if sheet["wrongs_people"]:
        return "not now", "ethics"
    if sheet["fatal"] and not sheet["checked"]:
        return "not now", "fatal error"
    if sheet["rows"] < sheet["rows_needed"]:
        return "not now", "no data"
    if sheet["years"] * sheet["gain"] <= sheet["building"] + sheet["years"] * sheet["running"]:
        return "not now", "cost"
    if sheet["rule_right"] >= sheet["needed"]:
        return "rule", "simple rule"
    if sheet["reasons_due"] and not sheet["checked"] and sheet["table_right"] >= sheet["model_right"]:
        return "rule", "must explain"
    return "ml", "pattern"


verdicts = {
    "invoices": ("rule", "simple rule"),
    "reorder": ("ml", "complexity"),
    "medicine": ("not now", "fatal error"),
    "pay later": ("rule", "must explain"),
    "new country": ("not now", "no data"),
    "break room": ("not now", "ethics"),
    "tins": ("ml", "data"),
    "letters": ("not now", "cost"),
}
