# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: From a laptop to a cluster
#     minutes: 90
#     prerequisites: [01-shell/5-scripts]
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
    "The rules are `*`, then `!app`. The folder app holds main.py and a file .env. What is left?",
    runs="""
from ship_ignore import left

print(left(["app/main.py", "app/.env", "data/a.csv"], "*\\n!app"))
""",
    right="['app/main.py', 'app/.env']",
    wrong={
        "['app/main.py']": "`!app` brings the whole folder back, and files that begin with a dot are files.",
        "[]": "`*` hides everything at first. Then the later line brings app back.",
        "['app/main.py', 'app/.env', 'data/a.csv']": "Nothing brings data back.",
    },
    because="To hide all and then let in what is needed is a good habit. But it lets in all that lies in there.",
)

# %% [markdown]
# (Source: docs.docker.com, "Build context", the section on `.dockerignore` files.)
#
# ## M15a · What stays out
# **Level 2 · 8 minutes · 1 point**
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
# Each instruction of a `Dockerfile` is a step. `COPY` and `RUN` leave a **layer**: the files that the step added. The image is the stack of all its layers. This is what Tobias built on Monday:
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
        "Nobody: the file is gone from the image.": "A container doesn't show it any more. The layer below is still pulled with the image, and can be unpacked.",
        "Only whoever has the laptop it was built on.": "Layers travel to the registry, one by one, as they were made.",
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
# `HEALTHCHECK [OPTIONS] CMD COMMAND` asks from time to time; an exit status other than 0 is a failure. With `--interval`, `--timeout` (30 s each), `--retries` (3) and `--start-period` (0 s), a container becomes *unhealthy* after that many failures in a row. The first check comes one interval after the start; failures in the start period don't count.
#
# %%
quiz(
    "A server needs 50 seconds to load its model. The check has --interval=5s and nothing else. When is the container called unhealthy first?",
    runs="""
from ship_image import Health, unhealthy_after

check = Health(["ask"], interval=5)
print(round(unhealthy_after(check, 0, 50, slow=False)), "seconds after its start")
""",
    right="15 seconds after its start",
    wrong={
        "never seconds after its start": "The start period is 0 unless you say more: each failure counts.",
        "50 seconds after its start": "At 50 seconds it begins to answer. By then it has failed nine times.",
        "5 seconds after its start": "One failure doesn't suffice. It takes three in a row.",
    },
    because="Three failures, at 5, 10 and 15 seconds. A start period of 60 seconds would have waited.",
)

# %% [markdown]
# (Sources: docs.docker.com, "Build cache invalidation", "Build secrets" and the Dockerfile reference.)
#
# ## M15b · The image
# **Level 3 · 20 minutes · 4 points**
#
# Write `dockerfile()`. It returns the text of Fellpost's `Dockerfile`. The context holds `app/`, `model/`, `requirements.txt` and, from other jobs, files that are none of your business, such as `pip.conf`, `README.md` and `tests/`. What the service needs:
#
# - **It works.** All of `app/` and of `model/` lies in the working directory, unchanged, under the same names. Every package of `requirements.txt` is installed, for Python 3.12, where the server finds it. The container starts `uvicorn` with `app.main:app`, on host `0.0.0.0` and port 8080.
# - **Quick.** When only files of `app/` or `model/` change, no package is installed again. When `requirements.txt` changes, they are.
# - **No secret.** The token is in no layer, variable or history. The builder is called with `--secret id=pip,src=pip.conf` and, for older images, with `--build-arg INDEX_URL=…`, which is an address with the token. `pip` looks for `/etc/pip.conf`.
# - **Nothing else.** Of the context only `app/`, `model/` and `requirements.txt` lie in layers.
# - **Repeatable.** Built on another day, it is the same. The base image is one of `python:3.12.x`, with a patch version, or with its tag and a digest.
# - **Small.** All layers together have at most 550 MB.
# - **Not root.** The user is a number above 0.
# - **It stops.** Process 1 is uvicorn, and gets SIGTERM.
# - **A health check** that fails whenever `/healthz` on port 8080 doesn't answer with 200. `python -m app.health` asks just that. A server that starts within 60 seconds is never called unhealthy; one that hangs is, within four minutes.
#
# One stage or several, as you like. In `RUN`, the builder knows `pip install`, `python -m venv`, `apt-get update` and `install`, `useradd`, `adduser`, `groupadd`, `mkdir`, `rm`, `chown`, `chmod`, joined by `&&` or `;`. Packages are installed as root. Backslashes are best kept in a text that begins with `r"""`.
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
    ship_image_checks.cached(image_text, image_folder, image_token, {"app/main.py": File("# changed")}, "app/main.py has changed")
    ship_image_checks.renewed(image_text, image_folder, image_token)
with grade("no secret, and nothing else", weight=3):
    ship_image_checks.clean(ship_image_checks.built(image_text, image_folder, image_token), image_folder, image_token)
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
