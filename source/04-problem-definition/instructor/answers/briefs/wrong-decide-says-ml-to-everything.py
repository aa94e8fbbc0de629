# loses briefs-tests: "sheets that one fact stops", "sheets that a rule is enough for", "sheets with two reasons"
verdicts = {
    "invoices": ("rule", "simple rule"),
    "reorder": ("ml", "pattern"),
    "medicine": ("not now", "fatal error"),
    "pay later": ("rule", "must explain"),
    "new country": ("not now", "no data"),
    "break room": ("not now", "ethics"),
    "tins": ("ml", "complexity"),
    "letters": ("not now", "cost"),
}


def decide(sheet):
    return "ml", "pattern"
