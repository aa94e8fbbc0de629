# loses briefs-tests: "break room", "medicine"
verdicts = {
    "invoices": ("rule", "simple rule"),
    "reorder": ("ml", "data"),
    "medicine": ("ml", "data"),
    "pay later": ("rule", "must explain"),
    "new country": ("not now", "no data"),
    "break room": ("ml", "data"),
    "tins": ("ml", "data"),
    "letters": ("not now", "cost"),
}
