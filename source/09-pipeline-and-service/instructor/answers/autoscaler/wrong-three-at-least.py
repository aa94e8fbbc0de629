# loses autoscaler-tests: "fewest pods"
def autoscaler():
    """The HorizontalPodAutoscaler, as a text in YAML."""
    return r"""
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: promise
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: promise}
  minReplicas: 3
  maxReplicas: 6
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: 70}
"""
