# loses rollout-tests: "kinds"
def manifests():
    """The Deployment and the Service, as one text in YAML."""
    return r"""
apiVersion: v1
kind: Service
metadata:
  name: promise
spec:
  selector: {app: promise, role: web}
  ports:
    - {port: 80, targetPort: http}
"""
