# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From a laptop to a cluster
#     minutes: 160
#     prerequisites: [09-pipeline-and-service/4-serve]
#     summary: An image that is small and holds no secret, a roll-out without a gap, and a workflow that deploys only what was tested.
# ---

# %% [markdown]
# # From a laptop to a cluster
#
# Fellpost's service answers one question: "When does my parcel come?" On Amara's laptop it works. On Monday at nine Tobias put a new version on the cluster, and this is what Yusra, on call, wrote at half past nine:
#
# > For eleven minutes the web shop got errors, three times in a row. The build took three minutes for one changed line. A stranger has used our package index with *our* token. And nobody had run the tests. **Which file is to blame for which of the four?**
#
# Four files decide about it: a `.dockerignore`, a `Dockerfile`, the manifests for Kubernetes, and a workflow for GitHub. You write all of them. Nothing is really shipped here: a small builder, a small cluster and a small GitHub, in Python, work out what your files *would do*, second by second. At the end the four run against Monday morning.
#
# After this lesson you can
#
# - keep what is private out of a build, and tell what lies in each layer of an image,
# - write a `Dockerfile` that is quick to rebuild, small, repeatable, and stops when it is told to,
# - roll out a new version without a lost request, with probes that restart what hangs and nothing else,
# - write a workflow that deploys only what was tested, and shows no secret to a stranger.
#
# You need the shell of unit 01, above all processes and signals. Plan two sittings, of about 60 and 100 minutes, with a break after M15b.
#
# %% role="read-only" id="ship-setup"
import ship_project
from ship_show import steps
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## What the build gets to see
#
# A **container** is a process with a file system of its own. Its files come from an **image**, and an image is built from a folder, the **context**, by a list of instructions, the `Dockerfile`. What lies in the folder can end up in the image, and whoever may pull the image can read it.
#
# So the first file says what stays out. `.dockerignore` has one pattern a line. A small function of this course, `left`, says what the build still sees:
#
# %%
from ship_ignore import left

files = ["main.py", "notes.md", "docs/a.md", "docs/old/b.md", "docs/plan.txt"]
for rules in ("*.md", "docs", "**/*.md", "docs/*.md"):
    print(f"{rules:10} leaves {left(files, rules)}")

# %% [markdown]
# Four rules in four lines:
#
# - A pattern begins at the top of the context. `*.md` hides `notes.md` and nothing deeper.
# - A pattern that matches a folder hides all that is in it.
# - `**/` stands for any number of folders, none included.
# - `*` and `?` don't cross a slash, so `docs/*.md` leaves `docs/old/b.md`.
#
# A line that begins with `!` brings files back, and **the last line that matches decides**:
#
# %%
print(left(files, "docs\n!docs/plan.txt"))
print(left(files, "!docs/plan.txt\ndocs"))
print(left(files, "*\n!docs"))

# %%
quiz(
    "The rules are `*`, then `!app`. The folder app holds main.py and a file .env. "
    "What is left?",
    runs="""
from ship_ignore import left

print(left(["app/main.py", "app/.env", "data/a.csv"], "*\\n!app"))
""",
    right="['app/main.py', 'app/.env']",
    wrong={
        "['app/main.py']": (
            "`!app` brings the whole folder back, and files that begin with a dot are "
            "files."
        ),
        "[]": "`*` hides everything at first. Then the later line brings app back.",
        "['app/main.py', 'app/.env', 'data/a.csv']": "Nothing brings data back.",
    },
    because=(
        "To hide all and then let in what is needed is a good habit. But it lets in all "
        "that lies in there."
    ),
)

# %% [markdown]
# (Source: docs.docker.com, "Build context", the section on `.dockerignore` files.)
#
# ## M15a · What stays out
# **Level 2 · 10 minutes · 1 point**
#
# Write `dockerignore()`. It returns the text of Fellpost's `.dockerignore`. The build must not see
#
# - the folders `.git`, `data`, `notebooks` and `tests` at the top, with all that is in them,
# - in any folder, files called `.env`, or whose name begins with `.env.`, such as `.env.production`,
# - in any folder, files that end in `.pem`,
# - in any folder, folders called `__pycache__`, and what is in them.
#
# It must see all other files of `app` and of `model`, `requirements.txt`, and, in any folder of `app`, a file called `.env.example`: that one shows the names of the variables, and no values. Whether it sees anything else is up to you.
#
# For example, `app/.env.example` is seen and `app/.env` isn't.
#
# <details><summary>Hint 1</summary>
#
# Both ways work: a list of what to hide, or `*` and a list of what to let in. In the second the private files inside of `app` have to be hidden again, *below* it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# What shall hold in any folder begins with `**/`. What is brought back stands below what hides it.
#
# </details>
#
# %% role="answer" id="ignored"
def dockerignore():
    """The text of the file .dockerignore."""
    ### BEGIN SOLUTION
    return """
.git
data
notebooks
tests
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
    ### END SOLUTION

# %% role="tests" id="ignored-tests" points=1
import ship_ignore_checks
import ship_project

grade = check.parts(1)
with grade("what the build sees of Fellpost's folder"):
    ship_ignore_checks.sees(dockerignore(), ship_project.LISTING)
### BEGIN HIDDEN TESTS
from hidden import ship_folders

with grade("other files in the same folders", weight=2):
    ship_ignore_checks.sees(dockerignore(), ship_folders.listing(check.rng("ignored")))
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## An image is a stack of layers
#
# Each instruction of a `Dockerfile` is a step. `FROM` names the image to begin with, and `WORKDIR` the folder in which all that follows works. `COPY` takes files out of the context, `RUN` runs a command while the image is built, and `CMD` says what runs when a container starts. `COPY` and `RUN` leave a **layer**: the files that the step added. The image is the stack of all its layers. This is what Tobias built on Monday:
#
# %%
print(ship_project.BEFORE)
monday = steps(ship_project.BEFORE, ship_project.CONTEXT, ship_project.TOKEN)

# %% [markdown]
# (The seconds and megabytes are invented, but of the right size. The builder is this course's own.)
#
# The package `fellpost-depots` lies in Fellpost's private index. `pip` needs an address with a token for it, and reads it from a file `pip.conf`. Line 5 deletes that file. Look for it:
#
# %%
for layer in monday.layers:
    held = [path for path in layer.files if path.endswith("pip.conf")]
    print(f"line {layer.line}: {layer.text:62.62} {held}")

# %%
quiz(
    "Line 5 runs `rm pip.conf`. Who can still read the token?",
    right="Whoever can pull the image: the file lies in the layer of line 2.",
    wrong={
        "Nobody: the file is gone from the image.": (
            "A container doesn't show it any more. The layer below is still pulled with "
            "the image, and can be unpacked."
        ),
        "Only whoever has the laptop it was built on.": (
            "Layers travel to the registry, one by one, as they were made."
        ),
    },
    because="A later layer can hide a file. It can't take it out of an earlier one.",
)

# %% [markdown]
# Arguments of a build (`ARG`) and variables (`ENV`) are no better: `docker history` and `docker inspect` show them. What works is a **secret mount**. The file is there while the one step runs, and in no layer:
#
#     RUN --mount=type=secret,id=NAME,target=/where/the/program/looks COMMAND
#
# Whoever builds hands it over: `docker build --secret id=NAME,src=FILE .`
#
# ### The cache
#
# A step is taken from the **cache** if nothing has changed that it depends on: the step before it, its own text, and for `COPY` the content of the files. One step that isn't cached, and none after it is. Two orders of the same lines, and one changed line in the code:
#
# %%
from ship_build import File

SLOW = """FROM python:3.12.11-slim
WORKDIR /toy
COPY app app
COPY toy.txt .
RUN pip install -r toy.txt
"""
toy = {"app/a.py": File("1"), "toy.txt": File("numpy==2.3.5\nscipy==1.16.3\nfastapi==0.121.3")}
changed = {**toy, "app/a.py": File("2")}
for order in ("as above", "app last"):
    text = SLOW if order == "as above" else SLOW.replace("COPY app app\n", "") + "COPY app app\n"
    print(f"--- {order}")
    first = steps(text, toy, "")
    steps(text, changed, "", cache=first)

# %% [markdown]
# What rarely changes stands on top. Note the third column, too: `pip` keeps a copy of what it downloads, and 150 MB of it lie in the layer. `pip install --no-cache-dir`, or the variable `PIP_NO_CACHE_DIR=1`, leaves it out.
#
# A build may also have several **stages**, each with its own `FROM`. Only the last one becomes the image; `COPY --from=NAME` takes files from an earlier one. That keeps compilers and downloads out. It is one way, not the only one.
#
# ### Which version?
#
# `python:latest` is another image every few weeks, and `python:3.12-slim` follows each patch. `python:3.12.11-slim` stays with one version of Python. (Debian's own fixes still come in. Whoever wants the very same bytes adds a digest, `@sha256:…`.) `slim` has 125 MB, and neither `curl` nor a compiler; without it, it is 1,020 MB. For packages it is the same: `name==1.2.3`, or you get what is newest that day.
#
# ### Who runs, and how it stops
#
# Without a `USER` line, the process is root in its container. Kubernetes can be told to refuse that, and then it wants a *number*: from a name it can't tell whether it is root.
#
# To stop a container, `docker stop` and Kubernetes send the signal SIGTERM to **process 1**, and after a while SIGKILL, which ends it in the middle of a request. Who is process 1? `CMD` has two forms:
#
#     CMD uvicorn app.main:app               shell form: process 1 is /bin/sh -c "uvicorn app.main:app"
#     CMD ["uvicorn", "app.main:app"]        exec form, a JSON list: process 1 is uvicorn
#
# In the shell form it is the shell's business whether the signal reaches the server, and Docker's reference says: it doesn't. (A shell that is told to `exec` a program makes way for it.)
#
# ### Is it well?
#
# `HEALTHCHECK [OPTIONS] CMD COMMAND` asks from time to time; an exit status other than 0 is a failure. With `--interval`, `--timeout` (30 s each), `--retries` (3) and `--start-period` (0 s), a container becomes *unhealthy* after that many failures in a row. The first check comes one interval after the start; failures in the start period don't count. (Newer Dockers ask more often within the start period, which changes nothing here.)
#
# %%
quiz(
    "A server needs 50 seconds to load its model. The check has --interval=5s and "
    "nothing else. When is the container called unhealthy first?",
    runs="""
from ship_image import Health, unhealthy_after

check = Health(["ask"], interval=5)
print(round(unhealthy_after(check, 0, 50, slow=False)), "seconds after its start")
""",
    right="15 seconds after its start",
    wrong={
        "never seconds after its start": (
            "The start period is 0 unless you say more: each failure counts."
        ),
        "50 seconds after its start": (
            "At 50 seconds it begins to answer. By then it has failed nine times."
        ),
        "5 seconds after its start": "One failure doesn't suffice. It takes three in a row.",
    },
    because=(
        "Three failures, at 5, 10 and 15 seconds. A start period of 60 seconds would have"
        " waited."
    ),
)

# %% [markdown]
# (Sources: docs.docker.com, "Build cache invalidation", "Build secrets" and the Dockerfile reference.)
#
# ## M15b · The image
# **Level 3 · 30 minutes · 4 points**
#
# Write `dockerfile()`. It returns the text of Fellpost's `Dockerfile`. The context holds `app/`, `model/`, `requirements.txt` and, from other jobs, files that are none of your business, such as `pip.conf`, `README.md` and `tests/`. What the service needs:
#
# - **It works.** All of `app/` and of `model/` lies in the working directory, unchanged, under the same names. Every package of `requirements.txt` is installed, for Python 3.12, where the server finds it. The container starts `uvicorn` with `app.main:app`, on host `0.0.0.0` and port 8080.
# - **Quick.** When only files of `app/` or `model/` change, no package is installed again. When `requirements.txt` changes, they are.
# - **No secret.** The token is in no layer, variable or history. The builder is called with `--secret id=pip,src=pip.conf` and, for older images, with `--build-arg INDEX_URL=…`, which is an address with the token. `pip` looks for `/etc/pip.conf`.
# - **Nothing else.** Of the context only `app/`, `model/` and `requirements.txt` lie in layers.
# - **Repeatable.** Built on another day, it is the same. The base image is one of `python:3.12.x`, with a patch version, or with its tag and a digest. Packages of `apt-get` need no version: Debian's own fixes may come in.
# - **Small.** All layers together have at most 550 MB.
# - **Not root.** The user is a number above 0.
# - **It stops.** Process 1 is uvicorn, and gets SIGTERM.
# - **A health check** that fails whenever `/healthz` on port 8080 doesn't answer with 200. `python -m app.health` asks just that. A server that starts within 60 seconds is never called unhealthy; one that hangs is, within four minutes.
#
# One stage or several, as you like. In `RUN`, the builder knows `pip install`, `python -m venv`, `apt-get update` and `install`, `useradd`, `adduser`, `groupadd`, `mkdir`, `rm`, `chown`, `chmod` and `export`, joined by `&&` or `;`. Packages are installed as root. Backslashes are best kept in a text that begins with `r"""`.
#
# For example, a Dockerfile that begins with `COPY . .` is neither quick nor without a secret.
#
# <details><summary>Hint 1</summary>
#
# The order: base, working directory, requirements, packages, model, code, user, health check, command. Copy folders with their name on both sides: `COPY app/ app/`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The step that installs has the mount in front: its id is `pip`, its target is the file where `pip` looks. Symptom: "pip finds no fellpost-depots" means that no address was there in *that* step.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Above 550 MB: is it the base, or pip's own copies? Unhealthy at the start: which option has the default 0?
#
# </details>
#
# %% role="answer" id="image"
def dockerfile():
    """The text of the Dockerfile."""
    ### BEGIN SOLUTION
    return r"""
FROM python:3.12.11-slim
WORKDIR /srv
ENV PIP_NO_CACHE_DIR=1
COPY requirements.txt .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    pip install -r requirements.txt
COPY model/ model/
COPY app/ app/
USER 10001
HEALTHCHECK --interval=20s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "app.health"]
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080"]
"""
    ### END SOLUTION

# %% role="tests" id="image-tests" points=4
import ship_image_checks
import ship_project
from ship_build import File

grade = check.parts(4)
image_text, image_folder, image_token = dockerfile(), ship_project.CONTEXT, ship_project.TOKEN
with grade("it is built, and the server runs"):
    image_made = ship_image_checks.built(image_text, image_folder, image_token)
    ship_image_checks.complete(image_made, image_folder)
    ship_image_checks.serves(image_made, image_folder)
with grade("only app/main.py changes", weight=2):
    image_change = {"app/main.py": File("# changed")}
    ship_image_checks.cached(
        image_text, image_folder, image_token, image_change, "app/main.py has changed"
    )
    ship_image_checks.renewed(image_text, image_folder, image_token)
with grade("no secret, and nothing else", weight=3):
    image_again = ship_image_checks.built(image_text, image_folder, image_token)
    ship_image_checks.clean(image_again, image_folder, image_token)
with grade("the same on another day"):
    ship_image_checks.repeatable(image_text, image_folder, image_token)
with grade("small"):
    ship_image_checks.light(ship_image_checks.built(image_text, image_folder, image_token))
with grade("not root"):
    ship_image_checks.unprivileged(ship_image_checks.built(image_text, image_folder, image_token))
with grade("it stops", weight=2):
    ship_image_checks.stops(ship_image_checks.built(image_text, image_folder, image_token))
with grade("it tells its health", weight=2):
    ship_image_checks.healthy(ship_image_checks.built(image_text, image_folder, image_token))
### BEGIN HIDDEN TESTS
from hidden import ship_folders

rng_of_folders = check.rng("image")
with grade("another state of the project", weight=3):
    for _ in range(2):
        other_folder, other_token, other_changes = ship_folders.project(rng_of_folders)
        other_image = ship_image_checks.built(image_text, other_folder, other_token)
        ship_image_checks.complete(other_image, other_folder)
        ship_image_checks.serves(other_image, other_folder)
        for changed_file in other_changes:
            ship_image_checks.cached(image_text, other_folder, other_token, {changed_file: File("# changed")}, f"{changed_file} has changed")
        ship_image_checks.clean(other_image, other_folder, other_token)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# This is a good place for a break. Done: an image. To come: four pods of it on a cluster, and a workflow that puts them there.
#
# ## A cluster keeps a promise
#
# Kubernetes runs containers on many machines. One doesn't tell it what to do; one tells it what shall *be*, in **manifests**, and it works towards that without end. Four words:
#
# - A **pod** is a running copy of the container.
# - A **Deployment** says: so many pods of this kind. If the kind changes (a new image, say), it replaces the pods little by little.
# - A **label** is a name and a value on a pod. A **selector** says which labels it looks for, and finds *all* pods that have them.
# - A **Service** is an address in front of the pods that its selector finds.
#
# Manifests are written in **YAML**. `name: value` is an entry of a dict, and what stands further to the right belongs to the entry above it. A `-` begins an entry of a list. Brackets as in Python are a short form, `#` begins a comment, and a line of three hyphens begins a second document. Python reads it as dicts and lists:
#
# %%
import yaml

print(
    yaml.safe_load("""
depot: Harrow
vans:                        # a list of two dicts
  - {name: one, seats: 2}
  - name: two
    seats: 3
doors: [north, south]
""")
)

# %% [markdown]
# The two vans are written in the two forms, and read alike. Here is the Deployment of another team, which prints labels for parcels, with its Service:
#
# %%
LABELS = """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: labels
spec:
  replicas: 4
  selector:
    matchLabels: {app: labels}
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 2, maxUnavailable: 1}
  template:                            # what each pod looks like
    metadata:
      labels: {app: labels, role: web}
    spec:
      containers:
        - name: labels
          image: registry.fellpost.example/labels:1.0.3
          ports:
            - {name: http, containerPort: 9000}
          env:
            - name: PRINTER_PASSWORD   # the value stays in the cluster's secret
              valueFrom: {secretKeyRef: {name: printer, key: password}}
          resources:
            requests: {cpu: 200m, memory: 300Mi}   # 200 thousandths of a CPU
            limits: {memory: 500Mi}
---
apiVersion: v1
kind: Service
metadata:
  name: labels
spec:
  selector: {app: labels, role: web}
  ports:
    - {port: 80, targetPort: http}     # from port 80 to the port called http
"""

# %% [markdown]
# What a pod **requests** is set aside for it; a pod for which there is no room waits. If it uses more memory than its **limit**, it is killed.
#
# `maxSurge` is how many pods there may be *above* the number, and `maxUnavailable` how many may be *missing*, while pods are replaced. Both are 25 % unless you say more. Move the sliders. The line is what matters: pods that get requests and answer them.
#
# %%
import ship_figures

ship_figures.update()

# %%
quiz(
    "Four pods, maxSurge 1, maxUnavailable 1, each new pod takes 40 seconds. How many"
    " serve at the worst second?",
    runs="""
from ship_figures import toy
from ship_rollout import Plan, roll

print(roll(toy(surge=1, unavailable=1), Plan((40,))).lowest)
""",
    number=3,
    wrong={
        4: (
            "One may be missing, and the Deployment uses that at once: it takes an old "
            "one away in the first second."
        ),
        5: "Five is how many there may be. New ones don't serve before they are ready.",
        2: "At most one may be missing.",
    },
    because="What you allow to be missing will be missing, from the first second on.",
)

# %% [markdown]
# ### Who is ready, who is sick
#
# How does Kubernetes know that a pod is ready? It asks. There are three **probes**:
#
# | probe | while | if it fails |
# |---|---|---|
# | `startupProbe` | until it succeeds once; the other two wait for it | the container is restarted |
# | `readinessProbe` | always | the pod gets no requests until it succeeds again |
# | `livenessProbe` | always | the container is restarted |
#
# Without a readiness probe a pod counts as ready as soon as its process runs. Each probe has its own patience:
#
#     livenessProbe:
#       httpGet: {path: /alive, port: http}
#       initialDelaySeconds: 0     # 0 unless told
#       periodSeconds: 10          # 10
#       timeoutSeconds: 1          # 1
#       failureThreshold: 3        # 3 failures in a row
#
# Here a pod needs 60 seconds to start, and has that liveness probe:
#
# %%
from ship_manifests import deployment, read
from ship_rollout import Plan, roll

PATIENCE = """
          livenessProbe:
            httpGet: {path: /healthz, port: 8080}
            periodSeconds: %d
            failureThreshold: %d
"""
head, tail = LABELS.split("          resources:")
for period, failures in ((10, 3), (10, 6), (10, 7)):
    probe = PATIENCE.strip("\n") % (period, failures)
    text = head + probe + "\n          resources:" + tail.replace("500Mi", "1Gi")
    story = roll(deployment(read(text)[0]), Plan((60,), until=400))
    restarts = sum(len(times) for times in story.restarts.values())
    print(f"every {period} s, {failures} failures: {restarts} restarts in 400 s")

# %% [markdown]
# With three failures no pod ever gets to its sixtieth second. That was Monday's third outage: the restarts themselves. Patience of 70 seconds helps, but then a pod that *hangs* is found later, too. A startup probe parts the two: much patience at the start, and little afterwards.
#
# What shall the probes ask? The service has two addresses: `/healthz` answers as long as the process lives; `/readyz` answers with 200 only if the model is loaded and the database can be reached. (A probe by `tcpSocket: {port: http}` asks only whether the port is open, and that of a process that hangs is.)
#
# %%
quiz(
    "The database is away for ten minutes. The liveness probe asks /readyz. What happens?",
    right="All pods are restarted, again and again, though nothing is wrong with them.",
    wrong={
        "They get no requests until the database is back.": (
            "That is what a readiness probe would do. A liveness probe restarts."
        ),
        "Nothing: the process lives.": (
            "The probe doesn't know that. It asks /readyz, and gets an error."
        ),
    },
    because=(
        "A restart heals what is wrong inside of the process. Ask in a liveness probe for"
        " nothing else."
    ),
)

# %% [markdown]
# ### The last seconds of a pod
#
# When a pod goes, two things begin at once. Its process gets SIGTERM. And the news goes round that it gets no more requests, which takes some seconds. A server that stops at SIGTERM refuses what still comes in between. So let it wait first:
#
#     lifecycle:
#       preStop:
#         sleep: {seconds: 5}
#
# SIGTERM comes after the sleep. Counted from the *beginning* of the sleep, `terminationGracePeriodSeconds` (30) are left until SIGKILL; then requests that are still being answered are cut off.
#
# (Sources: kubernetes.io/docs, "Deployments", "Liveness, Readiness, and Startup Probes", "Pod Lifecycle". Left out here: nodes, image pulls, and how long a real cluster takes to talk to itself.)
#
# ## M16a · Deployment and Service
# **Level 4 · 40 minutes · 4 points**
#
# Write `manifests()`. It returns one text with two documents, a Deployment and a Service, valid by the schemas of Kubernetes 1.34. What is known about the service:
#
# - It needs 20 to 60 seconds to load its model, and its port is closed until then. It listens on 8080 and has `/healthz` and `/readyz`. Now and then it answers nothing for ten seconds.
# - A pod uses 300 thousandths of a CPU and 600 MiB, and 900 MiB while it loads its model. The cluster has 3 CPUs and 8 GiB for all of its pods.
# - On SIGTERM it accepts nothing more. A request takes up to 15 seconds. The news that a pod is going takes up to 8 seconds.
#
# What is asked:
#
# - Both are called `promise`. The Deployment has 4 pods, each of one container with the image `registry.fellpost.example/promise:2.4.1`. Requests to port 80 of the Service reach port 8080 of the pods. Probes are of the kind `httpGet` or `tcpSocket`, and the Deployment selects by `matchLabels`.
# - The Service and the Deployment select these pods and no others. In the same namespace there are a nightly job's with the labels `app: promise, role: batch`, the label printers' with `app: labels, role: web`, and one with `team: platform`.
# - The container's `DATABASE_URL` comes from the key `url` of the secret `promise-db`.
# - The pod must not run as root: `runAsNonRoot: true`, for the pod or the container.
# - It requests at least the CPU and the memory that it uses once its model is loaded. It has a limit for memory, and isn't killed for it.
# - **No gap.** While a new version is rolled out, four pods serve at every second, no request fails, nothing is restarted, and it ends within 15 minutes. The same four go on serving if the new version never starts.
# - **Restarts heal.** A pod that hangs is restarted within two minutes, and no other. Nothing is restarted because a pod answers nothing for ten seconds, or because the database is away.
# - A pod that has lost its database gets no requests after 45 seconds at most, until it has it again.
#
# For example, with `maxUnavailable: 25%` one of the four is missing from the first second on.
#
# <details><summary>Hint 1</summary>
#
# Take the label printers' manifests as a form. Which two labels together are nobody else's? Selector and template must have the same.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the startup probe period times failures must come to more than 60 seconds. For the liveness probe ten seconds of silence may cost one or two failures, not all.
#
# </details>
# <details><summary>Hint 3</summary>
#
# "Requests fail" at the first seconds: look at who gets requests before it can answer. Later: preStop has to last longer than the news travels, and the grace period has to hold the sleep *and* the longest request that came in.
#
# </details>
#
# %% role="answer" id="rollout"
def manifests():
    """The Deployment and the Service, as one text in YAML."""
    ### BEGIN SOLUTION
    return """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: promise
spec:
  replicas: 4
  selector:
    matchLabels: {app: promise, role: web}
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  template:
    metadata:
      labels: {app: promise, role: web}
    spec:
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
            requests: {cpu: 400m, memory: 900Mi}
            limits: {memory: 1Gi}
          startupProbe:
            httpGet: {path: /healthz, port: http}
            periodSeconds: 5
            failureThreshold: 18
          readinessProbe:
            httpGet: {path: /readyz, port: http}
            periodSeconds: 5
          livenessProbe:
            httpGet: {path: /healthz, port: http}
          lifecycle:
            preStop:
              sleep: {seconds: 10}
---
apiVersion: v1
kind: Service
metadata:
  name: promise
spec:
  selector: {app: promise, role: web}
  ports:
    - {port: 80, targetPort: http}
"""
    ### END SOLUTION

# %% role="tests" id="rollout-tests" points=4
import ship_cluster_checks

grade = check.parts(4)
rollout_text = manifests()
with grade("valid, and wired"):
    rollout_found = ship_cluster_checks.found(rollout_text)
    ship_cluster_checks.wired(rollout_found)
with grade("selectors"):
    ship_cluster_checks.nobody_else(ship_cluster_checks.found(rollout_text))
with grade("secret and user"):
    ship_cluster_checks.private(ship_cluster_checks.found(rollout_text))
with grade("room"):
    ship_cluster_checks.room(ship_cluster_checks.found(rollout_text))
with grade("no gap", weight=3):
    ship_cluster_checks.rolls(ship_cluster_checks.found(rollout_text), (60, 20, 40), 8)
    ship_cluster_checks.bad_release(ship_cluster_checks.found(rollout_text))
with grade("restarts heal", weight=3):
    ship_cluster_checks.hangs(ship_cluster_checks.found(rollout_text), 0)
    ship_cluster_checks.outage(ship_cluster_checks.found(rollout_text))
with grade("a lost database"):
    ship_cluster_checks.loses(ship_cluster_checks.found(rollout_text), 0)
### BEGIN HIDDEN TESTS
from hidden import ship_plans

rng_of_plans = check.rng("rollout")
with grade("no gap on other days", weight=3):
    for other_starts, other_news in ship_plans.starts(rng_of_plans):
        ship_cluster_checks.rolls(ship_cluster_checks.found(rollout_text), other_starts, other_news)
with grade("other pods hang, pause and lose their database", weight=2):
    for other_offset in range(0, 60, 5):
        ship_cluster_checks.hangs(ship_cluster_checks.found(rollout_text), other_offset)
        ship_cluster_checks.loses(ship_cluster_checks.found(rollout_text), other_offset)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## As many as it takes
#
# At night four pods are enough, and at noon six. A **HorizontalPodAutoscaler** looks every 15 seconds at how much the pods use, and sets their number:
#
#     wanted = pods × (use of a pod ÷ target), rounded up
#
# It does nothing if the ratio is within a tenth of 1. "Use" and "target" are hundredths of what a pod *requests*: no request, no autoscaler. With 4 pods that use 88 hundredths and a target of 80, the ratio is 1.1, and nothing happens; at 90 it wants 4.5, so 5. Downwards it waits: it takes the *highest* number that it wanted in the last 300 seconds (`stabilizationWindowSeconds`), so that pods don't come and go with each breath. The label printers' autoscaler:
#
# %%
PRINTERS = """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: labels
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: labels}
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: 90}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 60}
"""

# %%
quiz(
    "A pod works well up to 90 hundredths of its request, and a new one needs a "
    "minute to start. Why is a target of 90 too high?",
    right="The autoscaler acts at 99 at the earliest, and the help is there a minute later.",
    wrong={
        "Utilization can't be above 80.": "It can, even above 100: a request is no limit.",
        "It isn't: pods work well up to 90.": (
            "Then there must be help before 90 is reached, not after."
        ),
    },
    because=(
        "The target has to leave room for the tenth, for the minute, and for what the "
        "load does in that minute."
    ),
)

# %% [markdown]
# (Source: kubernetes.io/docs, "Horizontal Pod Autoscaling".)
#
# ## M16b · The autoscaler
# **Level 3 · 12 minutes · 1 point**
#
# Write `autoscaler()`. It returns one document, a HorizontalPodAutoscaler of `autoscaling/v2`, for the Deployment `promise` of `apps/v1`. There each pod requests 400 thousandths of a CPU, works well up to 360, and needs a minute to start.
#
# - It scales by one metric, the resource `cpu`, with a target of the type Utilization or AverageValue.
# - There are never fewer than 4 pods, and never more than 6, so that a roll-out has room for one.
# - At night all of them together use 0.6 CPUs; then there are 4 pods.
# - In the morning the load rises from 1 to 2 CPUs within ten minutes, and later to 2.1. No pod ever has to carry more than it can.
# - At noon the load swings up and down by up to half a CPU, with a minute or two for each. In 50 minutes of it the number of pods changes at most four times.
# - An hour after the load has gone back to that of the night, there are 4 pods again.
#
# `behavior` may be left out; of its settings this cluster knows `stabilizationWindowSeconds` and `selectPolicy`.
#
# <details><summary>Hint 1</summary>
#
# At night each of four pods uses 150 thousandths. In the morning the load rises by 0.1 CPU a minute: from which use on must a fifth pod be on its way, so that four never carry more than 1.44?
#
# </details>
# <details><summary>Hint 2</summary>
#
# What keeps pods from coming and going is there already, unless you turn it off.
#
# </details>
#
# %% role="answer" id="autoscaler"
def autoscaler():
    """The HorizontalPodAutoscaler, as a text in YAML."""
    ### BEGIN SOLUTION
    return """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: promise
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: promise}
  minReplicas: 4
  maxReplicas: 6
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: 60}
"""
    ### END SOLUTION

# %% role="tests" id="autoscaler-tests" points=1
import ship_cluster_checks

grade = check.parts(1)
with grade("a day"):
    ship_cluster_checks.autoscaled(autoscaler(), 1.1, 1.55, 90)
### BEGIN HIDDEN TESTS
from hidden import ship_plans

with grade("other days", weight=2):
    for lowest_load, highest_load, swing_seconds in ship_plans.noons(check.rng("autoscaler")):
        ship_cluster_checks.autoscaled(autoscaler(), lowest_load, highest_load, swing_seconds)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Nobody deploys by hand
#
# Who ran the tests on Monday? Nobody: Tobias was in a hurry. A **workflow** is never in a hurry. It is a file in the repository; GitHub runs it whenever something happens that it names. Here is the label printers':
#
# %%
PRINTING = """
name: labels
on:                                   # the events
  push:
    branches: [main]
jobs:
  lint:
    runs-on: ubuntu-24.04             # a fresh machine for each job
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make lint
  print:
    needs: lint                       # after lint, and only if it went well
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    steps:
      - run: make print
        env:
          PASSWORD: ${{ secrets.PRINTER }}
"""

# %% [markdown]
# **Jobs** run at the same time, each on its own empty machine, unless one *needs* another. Its **steps** run one after the other; the first that fails ends it. A machine has no code before `actions/checkout` has fetched it. Behind the `@` stands a commit: a tag such as `v4` can be moved, to other code, by whoever owns the action.
#
# What starts the workflow? The rules of `on` have some corners:
#
# | written | runs for |
# |---|---|
# | `push:` | each push, of branches and tags |
# | `push: {branches: [main]}` | pushes to main, and *no* tags |
# | `push: {tags: ["v*"]}` | tags that begin with v (`*` doesn't cross a slash: not `v2/rc`), and *no* branches |
# | `push: {branches: [main], tags: ["v*"]}` | both |
# | `paths-ignore: ["docs/**", "**.md"]` below `push` | pushes to branches with at least one *other* file changed; for tags no paths are looked at |
# | `pull_request:` | requests to merge a branch, also one from a fork |
#
# %%
quiz(
    "`on: {push: {branches: [main]}}`, and a job with `if: startsWith(github.ref, "
    "'refs/tags/v')`. Somebody pushes the tag v3. What happens?",
    runs="""
from ship_events import Event, read_workflow, run_workflow

text = '''
on: {push: {branches: [main]}}
jobs:
  ship:
    if: startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-24.04
    steps: [{run: make deploy}]
'''
run = run_workflow(read_workflow(text), Event("push", "refs/tags/v3"))
print("the job ships" if run.started else "the workflow doesn't start")
""",
    right="the workflow doesn't start",
    wrong={
        "the job ships": (
            "Its condition would hold. But whoever names branches and no tags gets no "
            "tags."
        ),
    },
    because="`on` decides first. A job's `if` can only leave out what `on` has let in.",
)

# %% [markdown]
# ### Conditions
#
# A job without an `if` has the condition `success()`: all that it needs, and what those need, went well. A condition of your own *adds* to that, unless one of `always()`, `failure()`, `cancelled()` and `success()` stands in it. So `always()` deploys after red tests, too.
#
# ### Secrets and strangers
#
# A **secret** is kept by GitHub and handed to steps that ask for it: `${{ secrets.NAME }}`. Whoever can change the code of a job that has it can print it. That is why a pull request from a **fork**, a stranger's copy, gets no secrets. There is another trigger, `pull_request_target`, that hands them out, and runs with the state of main; with the stranger's code checked out beside them, it is how tokens get lost. And a branch of your own repository does get them: ask for a secret only in the one job that needs it.
#
# Two more doors. The workflow has a token of its own; `permissions` says what it may do. And `${{ }}` is filled in *before* the shell reads the line: with a pull request's title in a `run`, its author writes your command.
#
# ### One at a time
#
# Runs with the same `concurrency: GROUP` wait for each other; of several that wait only the newest stays. With `cancel-in-progress: true`, a new one stops the old one in the middle.
#
# (Sources: docs.github.com, "Workflow syntax for GitHub Actions", "Using conditions to control job execution", "Security hardening". The schema is the one of schemastore.org that check-jsonschema ships.)
#
# ## M17 · Every push
# **Level 3 · 30 minutes · 4 points**
#
# Write `workflow()`. It returns the text of Fellpost's workflow for GitHub, valid by the schema. There are four commands, and each runs at most once in a run:
#
# - `make test` runs the tests.
# - `make image` builds the image, and keeps it under the commit's name, where later jobs find it.
# - `make scan` looks for holes in that image.
# - `make deploy` puts it on the cluster. It needs `DEPLOY_TOKEN` in its environment, from the secret of that name.
#
# What is asked:
#
# - For a push of code to main, and for each pull request to main, from a branch or a fork: test, image and scan run, deploy doesn't.
# - For the push of a tag that begins with `v`: all four run. (Fellpost's tags hold no slash.) For other tags nothing is deployed.
# - For a push to main that changes only files below `docs/` and files that end in `.md`, wherever they lie, no job runs.
# - Test and image begin at once. Scan comes after image, and deploy after the three others.
# - If one of them fails, nothing is deployed, and the run is red.
# - Each job has checked out the code before it runs a command; in a pull request, that is the request's code.
# - Only the job that deploys is handed the secret, and it runs no other command. No job of a pull request is handed one.
# - The workflow's token may read the code (`contents: read`), and nothing else.
# - Actions are named by their full commit. Of what a pull request or a push says of itself (`github.event…`, `github.head_ref`), nothing is pasted into a `run`.
# - Two deployments never run at once, and none is cut off by the next.
#
# For example, with `needs: [image]` alone, deploy doesn't wait for the tests.
#
# This GitHub knows the commands above in a `run` (joined by lines, `&&` or `;`), `needs`, `if`, `env`, `permissions`, `concurrency` and `continue-on-error`, but neither workflows that call others nor a matrix.
#
# <details><summary>Hint 1</summary>
#
# Three or four jobs. Which pairs of commands have an order? Draw the arrows, and write each as a `needs`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# One file can have both triggers. Under `push` stand three lists: branches, tags, and paths to ignore. Whether to deploy is the job's own `if`; look at what `github.ref` is for a tag.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The secret's place is the `env` of the one step. `concurrency` may stand in a job.
#
# </details>
#
# %% role="answer" id="workflow"
def workflow():
    """The workflow, as a text in YAML."""
    ### BEGIN SOLUTION
    return """
name: promise
on:
  push:
    branches: [main]
    tags: ["v*"]
    paths-ignore: ["docs/**", "**.md"]
  pull_request:
    branches: [main]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make test
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make image
  scan:
    needs: [image]
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make scan
  deploy:
    needs: [test, image, scan]
    if: startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-24.04
    concurrency: production
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make deploy
        env:
          DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}
"""
    ### END SOLUTION

# %% role="tests" id="workflow-tests" points=4
import ship_event_checks
import ship_events

grade = check.parts(4)
workflow_text = workflow()
with grade("valid, and what runs", weight=3):
    for event_told, one_event in ship_event_checks.EVENTS.items():
        ship_event_checks.ran(ship_event_checks.valid(workflow_text), event_told, one_event)
    ship_event_checks.kept(
        ship_event_checks.valid(workflow_text), ship_events.Event("push", "refs/tags/nightly-12")
    )
with grade("only docs"):
    ship_event_checks.quiet(ship_event_checks.valid(workflow_text))
with grade("the order", weight=2):
    for event_told, one_event in ship_event_checks.EVENTS.items():
        ship_event_checks.ordered(ship_event_checks.valid(workflow_text), event_told, one_event)
with grade("red tests", weight=3):
    one_tag = ship_events.Event("push", "refs/tags/v2.4.1")
    for failing_command in ("test", "image", "scan"):
        ship_event_checks.careful(ship_event_checks.valid(workflow_text), failing_command, one_tag)
with grade("secrets and strangers", weight=3):
    ship_event_checks.safe(ship_event_checks.valid(workflow_text), ship_event_checks.EVENTS.items())
with grade("one deployment at a time"):
    first_tag = ship_events.Event("push", "refs/tags/v2.4.1")
    second_tag = ship_events.Event("push", "refs/tags/v2.4.2")
    ship_event_checks.alone(ship_event_checks.valid(workflow_text), first_tag, second_tag)
### BEGIN HIDDEN TESTS
from hidden import ship_pushes

rng_of_pushes = check.rng("workflow")
with grade("other pushes, requests and tags", weight=3):
    other_workflow = ship_event_checks.valid(workflow_text)
    for other_told, other_event in ship_pushes.events(rng_of_pushes):
        ship_event_checks.ran(other_workflow, other_told, other_event)
        ship_event_checks.ordered(other_workflow, other_told, other_event)
    ship_event_checks.safe(other_workflow, ship_pushes.events(rng_of_pushes))
    for words_alone in ship_pushes.words(rng_of_pushes):
        ship_event_checks.quiet(other_workflow, words_alone)
    for other_tag in ship_pushes.other_tags(rng_of_pushes):
        ship_event_checks.kept(other_workflow, other_tag)
with grade("other commands fail", weight=2):
    for failing_command, other_event in ship_pushes.failures(rng_of_pushes):
        ship_event_checks.careful(ship_event_checks.valid(workflow_text), failing_command, other_event)
### END HIDDEN TESTS
grade.score()

# %% [markdown]
# ## Monday morning, again
#
# Yusra's four questions, with your four files:
#
# %%
import ship_end

ship_end.monday(dockerignore, dockerfile, manifests, workflow)

# %% [markdown]
# So each file had its part. Monday's `Dockerfile` copied everything before it installed, which cost three minutes for each line, and it left `pip.conf` in a layer, where a stranger found the token. The manifests let one pod be missing and restarted those that were slow. And the deployment was made by hand, past the tests.
#
# None of it was a matter of a better model. And what may *not* be concluded: that it will go as smoothly on a real cluster. Nodes fail, images are pulled slowly, and a database doesn't only go away whole. The simulation shows what your files ask for. Whether you get it, the alarms of the next lesson tell you.
#
# ## Summary
#
# - What lies in the build's folder can end up in the image. `.dockerignore` keeps it out; the last line that matches decides.
# - An image is all of its layers. What is deleted later is still there. Secrets come by a mount, for one step.
# - What changes rarely stands on top; after the first step that isn't cached none is.
# - Versions pinned, a number for a user, the server as process 1, a health check with a start period.
# - A Service and a Deployment find pods by labels, *all* pods with these labels.
# - Readiness: who gets requests. Liveness: who is restarted. Startup: who is given time. A database that is away is no reason for a restart.
# - What you allow to be missing will be missing. A pod that goes waits until everybody knows, and then for its last request.
# - An autoscaler needs requests, and a target that leaves room for a pod's start.
# - `on` decides what starts, `needs` and `if` what runs. Secrets only where they are used, and never beside a stranger's code.
