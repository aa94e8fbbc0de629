# loses briefs-tests: "one label for all"
verdicts = {name: ("not now", "cost") for name in BRIEFS}
