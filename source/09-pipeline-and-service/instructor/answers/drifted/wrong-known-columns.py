# loses drifted-tests: "an alarm in 0.05 of the weeks", "week 3"
def drifted(reference, new, level=0.05, least=0.1):
    return [name for name in ('hours_since_scan', 'backlog') if name in reference]
