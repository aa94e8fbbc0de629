# loses briefs-tests: "invoices", "doesn't follow"
verdicts = {
    "invoices": ("ml", "repetition"),
    "reorder": ("ml", "pattern"),
    "medicine": ("not now", "fatal error"),
    "pay later": ("ml", "data"),
    "new country": ("not now", "no data"),
    "break room": ("not now", "ethics"),
    "tins": ("ml", "complexity"),
    "letters": ("not now", "cost"),
}
