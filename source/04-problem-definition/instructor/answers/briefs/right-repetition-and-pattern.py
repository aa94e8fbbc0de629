reasons = ["simple rule", "repetition", "fatal error", "must explain", "no data", "ethics", "pattern", "cost"]
verdicts = {}
for name, reason in zip(BRIEFS, reasons):
    verdict = next(verdict for verdict, words in CRITERIA.items() if reason in words)
    verdicts[name] = (verdict, reason)


def decide(sheet):
    answer = ("ml", "repetition")
    if sheet["reasons_due"] and sheet["table_right"] >= sheet["model_right"]:
        answer = ("rule", "must explain")
    if sheet["rule_right"] >= sheet["needed"]:
        answer = ("rule", "simple rule")
    if sheet["building"] / sheet["years"] >= sheet["gain"] - sheet["running"]:
        answer = ("not now", "cost")
    if sheet["rows_needed"] > sheet["rows"]:
        answer = ("not now", "no data")
    if sheet["fatal"] and not sheet["checked"]:
        answer = ("not now", "fatal error")
    if sheet["wrongs_people"]:
        answer = ("not now", "ethics")
    return answer
