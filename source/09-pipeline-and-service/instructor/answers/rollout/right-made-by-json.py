import json


def manifests():
    """The Deployment and the Service, as one text in YAML."""
    labels = {"service": "promise"}

    def ask(path, **more):
        return {"httpGet": {"path": path, "port": 8080}, **more}

    container = {
        "name": "web",
        "image": "registry.fellpost.example/promise:2.4.1",
        "env": [
            {"name": "LOG_LEVEL", "value": "info"},
            {"name": "DATABASE_URL", "valueFrom": {"secretKeyRef": {"name": "promise-db", "key": "url"}}},
        ],
        "resources": {"limits": {"cpu": "500m", "memory": "1Gi"}},
        "startupProbe": ask("/healthz", failureThreshold=7),
        "readinessProbe": ask("/readyz", failureThreshold=1),
        "livenessProbe": ask("/healthz", periodSeconds=20),
        "lifecycle": {"preStop": {"sleep": {"seconds": 12}}},
    }
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "promise"},
        "spec": {
            "replicas": 4,
            "selector": {"matchLabels": labels},
            "strategy": {"rollingUpdate": {"maxSurge": 2, "maxUnavailable": 0}},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"securityContext": {"runAsNonRoot": True}, "containers": [container]},
            },
        },
    }
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "promise"},
        "spec": {"selector": labels, "ports": [{"port": 80, "targetPort": 8080}]},
    }
    return "---\n".join(json.dumps(one, indent=2) + "\n" for one in (service, deployment))
