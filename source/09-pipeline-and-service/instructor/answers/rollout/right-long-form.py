def manifests():
    """The Deployment and the Service, as one text in YAML."""
    return r"""
apiVersion: apps/v1
kind: Deployment
metadata:
  name: promise
spec:
  replicas: 4
  selector:
    matchLabels:
      app.kubernetes.io/name: promise-web
  minReadySeconds: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 50%
      maxUnavailable: 10%
  template:
    metadata:
      labels:
        app.kubernetes.io/name: promise-web
        app: promise
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: promise
          image: registry.fellpost.example/promise:2.4.1
          ports:
            - {name: http, containerPort: 8080}
          env:
            - name: DATABASE_URL
              valueFrom: {secretKeyRef: {name: promise-db, key: url}}
          resources:
            requests:
              cpu: "0.3"
              memory: 0.75Gi
            limits:
              cpu: 1
              memory: 1000M
          startupProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 5
            failureThreshold: 18
          readinessProbe:
            httpGet: {path: /readyz, port: http}
            periodSeconds: 5
          livenessProbe:
            httpGet: {path: /healthz, port: http}
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
          lifecycle:
            preStop:
              exec:
                command: ["/bin/sh", "-c", "sleep 20"]
---
apiVersion: v1
kind: Service
metadata:
  name: promise
spec:
  selector:
    app.kubernetes.io/name: promise-web
  type: ClusterIP
  ports:
    - name: web
      port: 80
      protocol: TCP
      targetPort: 8080
"""
