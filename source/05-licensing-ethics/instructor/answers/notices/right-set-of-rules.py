def notices(case):
    days = case["election"]
    if days is not None and days <= 90:
        return ["forbidden"]
    bound = case["role"] == "operator" and not case["obvious"] and not case["internal"]
    generated = case["ai"] == "generative" and case["output"]
    real = case["output"] and case["realistic"]
    rules = {
        "election-label": days is not None,
        "tell-beforehand": bound and case["ai"] in {"generative", "high-impact"},
        "label": bound and generated,
        "say-once": bound and generated and case["machine_label"],
        "label-clearly": bound and real and not case["art"],
        "label-without-spoiling": bound and real and case["art"],
    }
    return sorted(duty for duty, holds in rules.items() if holds)
