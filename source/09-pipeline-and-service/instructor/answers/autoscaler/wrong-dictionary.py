# loses autoscaler-tests: "are a text"
def autoscaler():
    return {"kind": "HorizontalPodAutoscaler"}
