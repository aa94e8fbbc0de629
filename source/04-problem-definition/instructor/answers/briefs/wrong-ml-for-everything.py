# loses briefs-tests: "one label for all"
verdicts = {name: ("ml", "data") for name in BRIEFS}
