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
