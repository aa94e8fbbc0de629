# loses briefs-tests: "but not because of"
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
