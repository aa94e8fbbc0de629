verdicts = {
    "invoices": ("rule", "simple rule"),
    "reorder": ("ml", "objective function"),
    "medicine": ("not now", "ethics"),
    "pay later": ("rule", "simple rule"),
    "new country": ("not now", "no data"),
    "break room": ("not now", "ethics"),
    "tins": ("ml", "data"),
    "letters": ("not now", "cost"),
}


def decide(sheet):
    total = sheet["years"] * (sheet["gain"] - sheet["running"])
    holds = {
        "ethics": sheet["wrongs_people"],
        "fatal error": sheet["fatal"] and not sheet["checked"],
        "no data": sheet["rows"] < sheet["rows_needed"],
        "cost": total <= sheet["building"],
        "simple rule": sheet["needed"] <= sheet["rule_right"],
        "must explain": sheet["reasons_due"] and sheet["model_right"] <= sheet["table_right"],
    }
    for verdict in ("not now", "rule"):
        for criterion in CRITERIA[verdict]:
            if holds[criterion]:
                return verdict, criterion
    return "ml", "data"
