# loses rollout-tests: "are a text"
def manifests():
    return [{"kind": "Deployment"}]
