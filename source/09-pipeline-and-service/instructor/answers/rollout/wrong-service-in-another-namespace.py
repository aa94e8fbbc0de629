# loses rollout-tests: "pods of its own namespace"
def manifests():
    return r"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: promise
spec:
  replicas: 4
  progressDeadlineSeconds: 900
  selector:
    matchLabels: {app: promise, role: web}
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  template:
    metadata:
      labels: {app: promise, role: web}
    spec:
      terminationGracePeriodSeconds: 40
      securityContext: {runAsNonRoot: true}
      containers:
        - name: promise
          image: registry.fellpost.example/promise:2.4.1
          ports:
            - {name: http, containerPort: 8080}
          env:
            - name: DATABASE_URL
              valueFrom: {secretKeyRef: {name: promise-db, key: url}}
          resources:
            requests: {cpu: 300m, memory: 900Mi}
            limits: {memory: 1Gi}
          startupProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 5
            failureThreshold: 20
          readinessProbe:
            httpGet: {path: /readyz, port: http}
            periodSeconds: 5
            failureThreshold: 3
          livenessProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 10
            failureThreshold: 4
          lifecycle:
            preStop:
              sleep: {seconds: 10}
---
apiVersion: v1
kind: Service
metadata:
  name: promise
  namespace: other
spec:
  selector: {app: promise, role: web}
  ports:
    - {port: 80, targetPort: http}
"""
