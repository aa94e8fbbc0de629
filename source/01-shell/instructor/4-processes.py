# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Processes, services and scripts that last
#     minutes: 85
#     prerequisites: [01-shell/3-changing]
#     summary: Stop the right job, pass settings on, check a service, and write scripts that fail loudly and only where they should.
# ---

# %% [markdown]
# # Processes, services and scripts that last
#
# After this lesson you can
#
# - find a process with `ps` and stop it, politely first, with `kill`,
# - pass settings to a program through its environment,
# - ask a service whether it is well with `curl`,
# - write a script with arguments, usage text and exit codes, and repair one that only seemed to work.

# %% role="read-only" id="processes-setup"
import practice
from workbook import check

# %% [markdown]
# ## Processes and signals
#
# A running program is a **process**. It has a number (PID), a parent, a command line and an environment. `ps -eo pid,ppid,args` lists all of them.
# `kill PID` sends the signal TERM: "please end", which a program can answer by saving its work. `kill -9 PID` sends KILL, which no program can answer: nothing is saved.
# `kill -0 PID` sends nothing; its exit status says whether the process is there.

# %%
%%bash
sleep 30 & pid=$!
ps -o pid=,args= -p "$pid" | awk '{ print $2, $3 }'
kill "$pid"
wait "$pid"; echo "status $? is 128 + 15, TERM"

# %% [markdown]
# `&` starts a process in the background, `$!` is its PID, and `wait` waits for it and returns its status.
#
# The wrong turn is to choose by a piece of the name. `pkill -f train` stops every process with `train` *anywhere* in its command line: `train-old`, the editor with `train.py`, the
# supervisor that started it, and the script that you just ran. `killall python` stops everything that runs on Python.
# Compare the whole command line instead: `pgrep -fx 'PATTERN'` (`-x`: exactly), or `ps` and `awk` with `==`.
#
# ## S14 · Stop one job
#
# **Level 3 · 15 minutes · 5 points**
#
# Jobs on the server run as `sh ./worker.sh --job NAME`. Write `stop_job.sh NAME`. It stops the process whose command line is exactly that, for the NAME given (letters, digits, `-` and `_`):
#
# - First TERM. A job may take up to half a second to save its work. If it is still there one second after TERM, KILL, no later than two seconds after TERM. Don't wait when it's gone already: end within half a second of the job's end.
# - Everything else stays alone: jobs with similar names, and the supervisor, whose command line *contains* the job's.
# - Exit status 0 when the job is gone; if there is no such job, a message on standard error and status 1.
#
# Example: `stop_job.sh tides` stops `sh ./worker.sh --job tides`, not `sh ./worker.sh --job tides-2`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `pgrep -fx` with the whole command line as its pattern prints the PID, or fails. In a pattern a dot is any character, so write `\.`
#
# </details>
# <details><summary>Hint 2</summary>
#
# After `kill "$pid"`: up to ten times, leave with status 0 if `kill -0 "$pid" 2> /dev/null` fails; else `sleep 0.1`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# After the loop, `kill -9 "$pid"`.
#
# </details>

# %% role="answer" id="stop-job"
%%writefile stop_job.sh
# Usage: stop_job.sh NAME
### BEGIN SOLUTION
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || {
    echo "stop_job.sh: no such job: $1" >&2
    exit 1
}
kill "$pid"
for i in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$pid" 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 "$pid" 2> /dev/null
exit 0
### END SOLUTION

# %% role="tests" id="stop-job-tests" points=5
import secrets

grade = check.parts(5)
MARK = secrets.token_hex(3)  # jobs of another run of these tests, on the same machine, have other names

# A job that takes a moment to save its work when it is asked to end, one that ends at once, and one that doesn't listen.
WORKER = """
me=${0#./}.$2$3; case $- in *e*) me=$me.e ;; esac
if [ -e "$2.deaf" ]; then trap 'echo TERM >> "$me.seen"' TERM
elif [ -e "$2.quick" ]; then trap 'echo TERM >> "$me.seen"; echo saved >> "$me.seen"; exit 0' TERM
else trap 'echo TERM >> "$me.seen"; sleep 0.42; echo saved >> "$me.seen"; exit 0' TERM; fi
n=0; : > "$me.ready"
while [ "$n" -lt 400 ]; do sleep 0.05; n=$((n + 1)); done
"""
SUPERVISOR = """shift; sh "$@" & : > supervisor.ready; for n in 1 2 3 4 5 6; do wait; sleep 3; done\n"""


def job(name, *more, options=()):
    me = f"worker.sh.{name}{''.join(more)}{'.e' if options else ''}"
    return {"argv": ["sh", *options, "./worker.sh", "--job", name, *more], "ready": f"{me}.ready", "seen": f"{me}.seen"}


def stop(name, jobs, kind, how="", quick=False):
    tree = {"worker.sh": WORKER, "supervisor.sh": SUPERVISOR, **({f"{name}.{how}": ""} if how else {})}
    # A machine that is busy may be late: the fastest of a few tries counts.
    for _ in range(5):
        run = check.run_script("stop_job.sh", tree, [name], kind=kind, jobs=jobs, seconds=8)
        if run.seconds < (0.9 if quick else 1.9) and (how or f"worker.sh.{name}.seen" not in run.after or "saved" in run.file(f"worker.sh.{name}.seen")):
            break
    for other in jobs:
        if other["argv"] != job(name)["argv"]:
            line = " ".join(other["argv"])
            run.that(other["argv"] in run.running, f"another process, `{line}`, was stopped too")
            run.that(other.get("seen", "") not in run.after, f"another job, `{line}`, was asked to stop")
    return run


def is_gone(run, name, saved=True):
    run.that(job(name)["argv"] not in run.running, "the job is still running")
    seen = job(name)["seen"]
    run.that(seen in run.after, "the job was killed without being asked first (TERM)")
    if saved:
        run.that(run.file(seen) == "TERM\nsaved\n", f"the job needs half a second to save its work; it wrote {run.file(seen)!r}, expected 'TERM\\nsaved\\n'")
    run.exits(0)


with grade("one job among others"):
    run = stop(f"tides{MARK}", [job(f"tides{MARK}"), job(f"tides{MARK}-2")], "two jobs")
    is_gone(run, f"tides{MARK}")

### BEGIN HIDDEN TESTS
a, b = (f"{word}{MARK}" for word in check.words(check.dice("stop-job"), 2))

with grade("look-alikes", weight=2):
    near = [job(name) for name in (f"{a}2", f"{a}-old", f"{a}_", f"x{a}", f"{b}_{a}", f"{b}-{a}", a.upper(), a[:-1], b)]
    near += [job(a, "-v"), job(a, options=["-e"])]
    run = stop(a, [*near, job(a)], "look-alikes of the job")
    is_gone(run, a)

with grade("the supervisor stays"):
    above = {"argv": ["sh", "./supervisor.sh", "sh", "./worker.sh", "--job", b], "ready": job(b)["ready"]}
    run = stop(b, [job(a), above], "a supervisor whose command line contains the job's")
    is_gone(run, b)

with grade("a job that doesn't listen"):
    run = stop(a, [job(a), job(b)], "a job that ignores TERM", how="deaf")
    is_gone(run, a, saved=False)
    run.that(run.seconds >= 0.95, "it had less than one second to end by itself")
    run.that(run.seconds < 2.5, f"the script took {run.seconds:.1f} seconds; KILL comes no later than two seconds after TERM")

with grade("a job that is gone at once"):
    run = stop(a, [job(a)], "a job that ends as soon as it gets TERM", how="quick", quick=True)
    is_gone(run, a)
    run.that(run.seconds < 0.9, f"the script took {run.seconds:.1f} seconds, though the job was gone at once", "the wait: look again and again, and leave early")

with grade("no such job"):
    run = stop(a, [job(a)], "a job that ends as soon as it gets TERM", how="quick")
    is_gone(run, a)
    run = stop(a, [job(f"{a}-2"), job(b)], "no job of that name")
    run.exits(1)
    run.complains()
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## The environment
#
# A variable of the shell is its own business, until it is **exported**. Then each child gets a copy. Three ways:
#
#     export MODEL=ferry-2; ./serve      for all children from here on
#     MODEL=ferry-2 ./serve              for this one
#     env MODEL=ferry-2 ./serve          for this one, by a program
#
# `PATH` is the list of folders in which the shell looks for a command, separated by `:`. An **alias** (`alias ll='ls -l'`) is a shorthand for the keyboard. Scripts don't expand aliases; use a function there.

# %%
%%bash
MODEL=ferry-2
bash -c 'echo "child sees: [$MODEL]"'
export MODEL
bash -c 'echo "child sees: [$MODEL]"'
alias greet='echo hello'
greet 2>/dev/null || echo "greet: not found in a script"

# %% [markdown]
# ## S15 · Pass the settings on
#
# **Level 2 · 10 minutes · 4 points**
#
# In the current folder, `settings.sh` (shell syntax) sets the variables `MODEL` and `BATCH_SIZE`, without exporting them, and an alias for `evaluate`. The program `evaluate` and its helpers stand in the folder `tools`, which isn't in `PATH`. Write `launch.sh [ARG...]`. It
#
# - reads `settings.sh` (with `. ./settings.sh`),
# - runs `evaluate --strict ARG...` in the current folder (that is what the alias was meant to do), with both variables in its environment, the arguments unchanged, and the folder `tools` first in its `PATH`, as an absolute path,
# - adds no output, changes nothing, and ends with the status of `evaluate`.
#
# What `settings.sh` says counts, whatever `MODEL`, `BATCH_SIZE` and programs called `evaluate` the caller has.
#
# Example: `launch.sh "a b"` runs `evaluate --strict "a b"`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `$PWD` is where you are, as an absolute path. What stands first in `PATH` wins.
#
# </details>
# <details><summary>Hint 2</summary>
#
# After reading the settings, `export` the names of all three variables, `PATH` with its new value. If a blank in an argument makes two of it, look at the quotes round `$@`.
#
# </details>

# %% role="answer" id="launch"
%%writefile launch.sh
# Usage: launch.sh [ARG...]
### BEGIN SOLUTION
. ./settings.sh
export MODEL BATCH_SIZE PATH="$PWD/tools:$PATH"
evaluate --strict "$@"
### END SOLUTION

# %% role="tests" id="launch-tests" points=4
grade = check.parts(4)
EVALUATE = """#!/bin/sh
[ -e settings.sh ] || echo "not in the folder of settings.sh"
cd / && helper; printf 'model=%s batch=%s\\n' "$MODEL" "$BATCH_SIZE"; for a; do printf '[%s]\\n' "$a"; done; exit ${STATUS:-0}
"""


def launch(args=(), model="ferry-2", batch="8", status=0, kind="", settings="", **env):
    settings = settings or f"MODEL='{model}'\nBATCH_SIZE={batch}\nalias evaluate='evaluate --strict'\n"
    tools = {"tools/evaluate": check.file(EVALUATE, 0o755), "tools/helper": check.file("#!/bin/sh\necho helper\n", 0o755)}
    decoys = {f"other/{name}": check.file(f"#!/bin/sh\necho the wrong {name}\n", 0o755) for name in ("evaluate", "helper")}
    run = check.run_script("launch.sh", {"settings.sh": settings, **tools, **decoys}, args, env={"STATUS": str(status), **env}, kind=kind)
    shown = "".join(f"[{arg}]\n" for arg in ["--strict", *args])
    run.prints(f"helper\nmodel={model} batch={batch}\n{shown}")
    run.exits(status)
    run.is_quiet()
    run.changes_nothing()


with grade("the example"):
    launch(["a b"], kind="the example")

### BEGIN HIDDEN TESTS
chance = check.dice("launch")
a, b, c = check.words(chance, 3)

with grade("settings with any values"):
    launch([], f"{a} {b}  *", str(chance.randrange(100)), kind="a setting with spaces")
    launch([a], c, "", kind="an empty setting")
    settings = f"# the model\nBASE={a}\nMODEL=\"$BASE-{b}\"   # newest\nBATCH_SIZE=$((4 * 4))\nSEED=1\nalias evaluate='evaluate --strict'\n"
    launch([], f"{a}-{b}", "16", kind="settings that are computed", settings=settings)
    launch([c], kind="a caller with settings of their own", MODEL="wrong", BATCH_SIZE="1")

with grade("the folder tools comes first"):
    launch([a], kind="another evaluate and another helper in PATH", PATH="{root}/other:/usr/local/bin:/usr/bin:/bin")

with grade("arguments unchanged"):
    launch([check.hostile_name(kind, a) for kind in check.NAME_KINDS] + ["", "*"], kind="odd arguments, more than nine")
    launch([], kind="no arguments")
    launch([""], kind="an empty argument")

with grade("the status of evaluate"):
    for status in (1, 42):
        launch([b], status=status, kind="an evaluation that fails")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Is it well?
#
# `curl URL` fetches what stands at an address. In a script, say what you want of it: `-s` silent, `-o /dev/null` throw the body away, `-w '%{http_code}'` print the status (`000`: no answer), `--max-time 2` give up after two seconds.
#
# The wrong turn: `curl` ends with status 0 as soon as it gets *any* answer, also `500 Internal Server Error`. And without `--max-time` it may wait for ever, for a service that accepts connections and says nothing.
#
# ## S16 · A health check
#
# **Level 3 · 12 minutes · 5 points**
#
# Write `health.sh URL`, for plain `sh` (it runs in small containers). It asks for URL up to 3 times in all, with a pause of at most 0.2 s in between, and gives each try 0.5 s, no more. (An answer comes as a whole or not at all.)
#
# - As soon as an answer has a status from 200 to 299: print `healthy`, exit with 0.
# - If the third try fails too: if it had an answer, print `unhealthy: STATUS` and exit with 1; if not (no connection, or too slow), print `no answer` and exit with 2.
#
# Redirections (3xx) aren't followed, and aren't healthy. One line on standard output, nothing else; standard error doesn't matter.
#
# Example: a service that answers 503, 503, 200 is `healthy`, after three tries.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The options of `curl` from the text above, with `--max-time 0.5`, inside `code=$(…)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `case $code in 2??) …` with a loop `for try in 1 2 3` round it. After the loop, `000` means that there was no answer.
#
# </details>

# %% role="answer" id="health"
%%writefile health.sh
# Usage: health.sh URL
### BEGIN SOLUTION
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    [ "$try" = 3 ] || sleep 0.1
done
if [ "$code" = 000 ]; then
    echo "no answer"
    exit 2
fi
echo "unhealthy: $code"
exit 1
### END SOLUTION

# %% role="tests" id="health-tests" points=5
grade = check.parts(5)


def expect(answers, out, status, tries, kind, shell="bash", most=0.0):
    # A machine that is busy may be late: the fastest of a few tries counts.
    for _ in range(5):
        run = check.run_script("health.sh", {}, ["{url}"], kind=kind, server=answers, shell=shell, seconds=5)
        times = [request[2] for request in run.requests]
        gap = max((later - early for early, later in zip(times, times[1:])), default=0)
        if run.out == f"{out}\n" and (not most or gap < most) or gap > 0.95 or run.seconds > 3:
            break
    run.prints(f"{out}\n")
    run.exits(status)
    if answers:
        run.that(len(run.requests) == tries, f"it asked {len(run.requests)} times, expected {tries}")
    if most:
        run.that(gap < most, f"from one request to the next it took {gap:.2f} s; expected a try of at most 0.5 s, and a pause of at most 0.2 s")


with grade("the example, and a service that is well"):
    expect([503, 503, 200], "healthy", 0, 3, "answers 503, 503, 200")
    for shell in check.shells():
        expect([200], "healthy", 0, 1, "a service that is well", shell)

### BEGIN HIDDEN TESTS
with grade("answers that aren't healthy"):
    for answers, shell in zip(([500, 404, 302], [301, 400, 300]), check.shells() * 2):
        expect(answers, f"unhealthy: {answers[-1]}", 1, 3, f"answers {', '.join(map(str, answers))}", shell)
    expect([500, 404, 503, 200], "unhealthy: 503", 1, 3, "a service that is well only at the fourth try")
    for answers, shell in zip(([404, 204], [302, 404, 299], [206]), check.shells() * 2):
        expect(answers, "healthy", 0, len(answers), f"answers {', '.join(map(str, answers))}", shell)

with grade("no answer"):
    for shell in check.shells():
        expect([], "no answer", 2, 0, "nobody who listens", shell)
    expect(["hang"], "no answer", 2, 3, "a service that hangs", check.shells()[-1], most=0.95)
    expect([500, 503, "hang"], "no answer", 2, 3, "a service that answers 500 and 503, then hangs")

with grade("pauses, and slow answers"):
    expect([503], "unhealthy: 503", 1, 3, "a service that answers 503 at once", most=0.45)
    expect(["slow"], "healthy", 0, 1, "a service that takes 0.2 s")
    expect(["hang", 200], "healthy", 0, 2, "a service that hangs once", check.shells()[-1])
    expect(["hang", 404, 502], "unhealthy: 502", 1, 3, "a service that hangs once, then answers 404 and 502")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Other machines, other hours
#
# A file goes to another machine by `scp`, which is `cp` over the network. One side has a colon: `HOST:PATH`. Without the colon it is just a copy here, and a common mistake:
#
#     $ scp -r runs/tides gpu1:models/        to the folder models in your home on gpu1
#     $ scp gpu1:models/tides/loss.csv .      from there to here
#     $ scp loss.csv gpu1                     oops: a local file called gpu1
#
# `df -h` shows how full each disk is; look before you copy. **cron** runs commands by the clock. A line of its table has five fields, minute, hour, day, month, weekday, then the command: `30 2 * * * /home/mira/bin/backup.sh /srv/models /backup`, every night at 02:30.
# cron gives a bare environment: a short `PATH`, no aliases, the home as current folder. So write absolute paths.

# %%
!df -h . | tail -n 1 | awk '{ print "used here:", $5 }'

# %% [markdown]
# Practise (no points): where does the file end up? Put `"gpu1"`, `"here"` or `"nowhere"` for each command.

# %%
where = {
    "scp loss.csv gpu1:runs/": "",
    "scp gpu1:loss.csv .": "",
    "scp loss.csv gpu1": "",
    "sudo echo x > /root/file": "",
}
practice.places(where)

# %% [markdown]
# ## A script for other people
#
# Three lines at the top of a script prevent most silent disasters: `set -euo pipefail`.
#
# - `-e`: end at the first command that fails (not in an `if`, `while`, `&&` or `||`).
# - `-u`: an unset variable is an error. Without it, `rm -rf "$DIR/"` with an unset `DIR` is `rm -rf /`.
# - `-o pipefail`: a pipe fails if any of its commands does.
#
# And three habits: check the arguments and print a usage text on standard error (status 2); do the work under a temporary name and `mv` it into place when it is whole, since a `mv` within a disk happens at once or not at all; delete old things last.

# %%
%%bash
usage() { echo "usage: greet.sh NAME" >&2; }
usage
bash -c 'set -u; echo "$NOWHERE"' 2>&1 | cut -d: -f2-
bash -c 'false | cat; echo "without pipefail: $?"; set -o pipefail; false | cat; echo "with: $?"'

# %% [markdown]
# ## S17 · Backups
#
# **Level 5 · 50 minutes · 8 points**
#
# Write `backup.sh SRC DEST [-n N]`. It copies the folder SRC to a new folder `DEST/backup-K` and keeps the N newest backups (N is 3 if not given).
#
# - K has four digits, one more than the highest K of a folder in DEST named `backup-` and four digits; `0001` at first. DEST is made if needed, with the folders above it.
# - The copy has everything in SRC: hidden and empty things, links as links, modes (of SRC itself, too). It is a copy, not hard links. SRC itself stays as it is.
# - Afterwards only the N backups with the highest K stay. Whatever else is in DEST is not touched.
# - On success print `DEST/backup-K`, with DEST as it was given, exit 0.
# - Wrong arguments (not exactly `SRC DEST` or `SRC DEST -n N`, in this order, or N anything but digits, or 0): a text that begins with `usage: backup.sh` on standard error, status 2, nothing changed.
# - SRC isn't a folder, DEST can't be made, or the copy fails (a full disk): a message, status 1. Then DEST holds just what it held before: no backup deleted, no half copy left.
#
# Paths are relative or absolute, may hold any character, and don't begin with a dash. DEST doesn't end with a `/` and isn't inside SRC. SRC and DEST are no symbolic links, and no link in DEST is called like a backup. N has no zeros in front, and K stays below 9999. Example: the second `backup.sh models /backup -n 1` prints `/backup/backup-0002` and removes `backup-0001`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `case $N in '' | *[!0-9]* | 0*) usage ;; esac` refuses what isn't a number (and `08`, which is fine).
#
# </details>
# <details><summary>Hint 2</summary>
#
# `0008` begins with a zero, so `$((…))` takes it as octal and fails. `$((10#0008 + 1))` doesn't; `printf '%04d'` brings the zeros back.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Copy by `cp -a -- "$src/." "$dest/.new.$$"`; if that fails, `rm -rf` it and exit 1; else `mv`. Then go through the glob `"$dest"/backup-[0-9][0-9][0-9][0-9]`, which is sorted, and remove the first ones.
#
# </details>

# %% role="answer" id="backup"
%%writefile backup.sh
# Usage: backup.sh SRC DEST [-n N]
### BEGIN SOLUTION
set -u
usage() {
    echo "usage: backup.sh SRC DEST [-n N]" >&2
    exit 2
}
keep=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then
    keep=$4
elif [ "$#" -ne 2 ]; then
    usage
fi
case $keep in '' | *[!0-9]*) usage ;; esac
[ "$((10#$keep))" -ge 1 ] || usage
src=$1 dest=$2
if [ ! -d "$src" ]; then
    echo "backup.sh: not a folder: $src" >&2
    exit 1
fi
mkdir -p "$dest" || exit 1

backups=()
for place in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
    [ -d "$place" ] && [ ! -L "$place" ] && backups+=("$place")
done
last=0
[ "${#backups[@]}" -gt 0 ] && last=${backups[-1]##*-}
new=$dest/backup-$(printf '%04d' "$((10#$last + 1))")

part=$dest/.part.$$
if ! cp -a "$src/." "$part" || ! mv "$part" "$new"; then
    rm -rf "$part"
    exit 1
fi
backups+=("$new")
for ((i = 0; i < ${#backups[@]} - 10#$keep; i++)); do
    rm -rf "${backups[i]}"
done
echo "$new"
### END SOLUTION

# %% role="tests" id="backup-tests" points=8
grade = check.parts(8)


def backup(tree, src, dest, *more, keep=3, kind="", inside=""):
    """Run it and compare with the tree as it should be; return the run."""
    run = check.run_script("backup.sh", tree, [src, dest, *more], kind=kind, inside=inside)
    place = dest.removeprefix("{root}/")
    place = f"{inside}/{place}" if inside and place == dest else place
    source = src.removeprefix("{root}/").rstrip("/")
    source = f"{inside}/{source}" if inside and source == src else source
    numbers = sorted(int(path[len(place) + 8 :]) for path, entry in run.before.items() if is_backup(path, place) and entry[0] == "folder")
    new = (numbers or [0])[-1] + 1
    wanted = {**run.before, f"{place}/backup-{new:04}": run.before[source], **check.copied(run.before, source, f"{place}/backup-{new:04}")}
    gone = [f"{place}/backup-{k:04}" for k in [*numbers, new][:-keep]]
    wanted = {path: entry for path, entry in wanted.items() if not any(path == g or path.startswith(f"{g}/") for g in gone)}
    run.leaves(wanted)
    run.prints(f"{dest}/backup-{new:04}\n")
    run.exits(0)
    return run


def is_backup(path, place):
    number = path.removeprefix(f"{place}/backup-")
    return number != path and len(number) == 4 and number.isdecimal()


def refuses(tree, args, status, kind, *words, **more):
    run = check.run_script("backup.sh", tree, args, kind=kind, **more)
    run.changes_nothing()
    run.exits(status)
    run.complains(*words)
    run.that(not words or run.err.startswith(words[0]), f"standard error should begin with {words[0] if words else ''!r}, and says {run.err[:80]!r}")


SRC = {"models/a.bin": check.file("aaa", 0o600), "models/deep/b": check.file("b", 0o755), "models/.c": check.file(""), "models/empty": check.folder(0o700), "models/shared": check.folder(0o777), "models/shared/d": check.file("d", 0o666), "models/l": check.link("a.bin")}
with grade("a first, a second and a third backup"):
    run = backup(SRC, "models", "backups", "-n", "2", keep=2, kind="no backup yet")
    for _ in range(2):
        run = backup(run.after, "models", "backups", "-n", "2", keep=2, kind="earlier backups")

### BEGIN HIDDEN TESTS
a, b, c, d = check.words(check.dice("backup"), 4)
OLD = {f"store/backup-{k:04}/{a}": check.file(str(k)) for k in (2, 5, 8, 9)}

with grade("which backups stay"):
    backup({**SRC, **OLD}, "models", "store", kind="four older backups, and no -n")
    backup({**SRC, **OLD}, "models", "store", "-n", "1", keep=1, kind="-n 1")
    backup({**SRC, **OLD}, "models", "store", "-n", "12", keep=12, kind="-n more than there are")
    backup({**SRC, "store/backup-0007/x": "1"}, "models", "store", kind="a backup 0007")
    backup({**SRC, "store/backup-0099/x": "1", "store/backup-0100/x": "2"}, "models", "store", "-n", "2", keep=2, kind="backups 0099 and 0100")
    others = {"store/backup-old/x": "1", "store/notes": "2", "store/backup-00001/x": "3", "store/backup-0042": "a file", "store/backup-12/x": "4", "store/.keep": ""}
    work = ("tmp", ".tmp", ".part", ".partial", ".new", ".incomplete", ".backup.tmp", "backup.tmp", "backup-new", "backup-tmp", "backup-0010.tmp", "backup-0010.part", ".backup-0010.tmp")
    others |= {f"store/{name}/mine": "5" for name in work} | {"backup-0003/x": "6", "store/backup-0043.tar": "7", "store/old/backup-0001/x": "8"}
    backup({**SRC, **OLD, **others}, "models", "store", "-n", "1", keep=1, kind="other things in DEST")

with grade("paths and names"):
    for kind in ("a name with spaces", "a name that begins and ends with a blank", "a name that ends with a newline", "a name with glob characters", "a name with quotes and a dollar sign", "a name that isn't ASCII"):
        name = "s" + check.hostile_name(kind, a)
        tree = {f"{name}/{check.hostile_name(kind, b)}": check.file("x", 0o640), f"{name}/l": check.link(check.hostile_name(kind, c)), f"{name}/ l/e": check.folder()}
        backup({**tree, f"d{name}/backup-0001/x": "1"}, name, f"d{name}", "-n", "1", keep=1, kind=f"in SRC and DEST, {kind}")
    here = {f"{a}/{path}": entry for path, entry in SRC.items()}
    backup({**here, **SRC}, "models", "store", kind="relative paths, from another folder", inside=a)
    backup({**SRC, b: check.folder()}, "{root}/models", "{root}/new/store", kind="absolute paths, and a DEST that isn't there", inside=b)
    backup({a: check.folder(), "models": check.folder(0o750)}, "models/", f"{b}/{c}", kind="an empty SRC, with a slash at its end")

with grade("wrong arguments"):
    backup({**SRC, **OLD}, "models", "store", "-n", "2", keep=2, kind="arguments that are right")
    tree = {**SRC, **OLD, "-n/x": "1", "2/x": "2"}
    wrong = ([], ["models"], ["models", "store", "-n"], ["models", "store", "2"], ["models", "store", "-n", "0"], ["models", "store", "-n", "x"],
             ["models", "store", "-n", "-1"], ["models", "store", "-n", ""], ["models", "store", "-n", "1.5"], ["models", "store", "-n", "2", "3"],
             ["models", "store", "-k", "2"], ["-n", "2", "models", "store"], ["models", "-n", "2", "store"], ["models", "store", "-n", "+2"], ["models", "store", "-n", " 2"],
             ["models", "store", "-n", "2x"], ["models", "store", "-n2"], ["models", "fresh", "-n", "0"], ["nowhere", "store", "-n", "x"], ["models", "store", "more"])
    for args in wrong:
        refuses(tree, args, 2, f"the arguments {args}", "usage: backup.sh")

with grade("failures leave everything as it was", weight=2):
    backup({**SRC, **OLD}, "models", "store", "-n", "2", keep=2, kind="a SRC that is there")
    refuses({**SRC, **OLD}, ["nowhere", "store", "-n", "1"], 1, "a SRC that isn't there")
    refuses({**SRC, **OLD}, ["nowhere", "fresh"], 1, "a SRC that isn't there, and no DEST")
    refuses({**SRC, a: "file"}, [a, "store"], 1, "a file as SRC")
    refuses({**SRC, a: "file"}, ["models", a], 1, "a file as DEST")
    refuses({**SRC, a: "file"}, ["models", f"{a}/{b}"], 1, "a DEST below a file")
    big = {**SRC, "models/a.huge": check.file("x" * 90_000), **OLD, "store/.part/mine": "5", "store/tmp/mine": "6"}
    refuses(big, ["models", "store", "-n", "1"], 1, "a disk that is full in the middle of the copy", file_kb=48)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## A night's work, lost
#
# When a terminal closes, because the laptop sleeps or the train enters a tunnel, its programs get the signal HUP ("hang up") and end. `nohup command &` starts one that doesn't care:
#
#     nohup ./train > train.log 2>&1 &
#
# Here is the launcher that the team used for a year. It worked, nearly always.

# %%
!cat data/train_launch.sh

# %% [markdown]
# ## S18 · Repair the launcher
#
# **Level 5 · 20 minutes · 7 points**
#
# Six faults are planted in it. Write the repaired `train_launch.sh RUN DATA [ARG...]`. The programs `./prepare` and `./train` stand in the current folder. The launcher
#
# 1. ends with a status that isn't 0, and a message, *before it does anything*, if `SCRATCH` is not set or empty,
# 2. makes `$SCRATCH/RUN` an empty folder (hidden files go, too; what else is in `$SCRATCH` stays), and the folder `runs/RUN`, with the folders above them; what is in `runs/RUN` already stays, but for the two logs, which are replaced.
#    RUN, DATA and SCRATCH may hold blanks and glob characters; SCRATCH may be an absolute path,
# 3. runs `./prepare DATA`; its output is shown and saved in `runs/RUN/prepare.log`. If it fails, the launcher ends with the same status at once, without training (what it printed is shown and saved all the same),
# 4. runs `./train ARG...`, with the arguments unchanged, both streams to `runs/RUN/train.log`. The training goes on when the terminal hangs up (the launcher needn't),
# 5. waits for it, appends the two lines `RUN finished` and `status S` to `runs/history.log`, where S is the status of `train`, and ends with S.
#
# Each fault is one part of the points.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go through it line by line: what if this is unset, has a blank in it, fails, or the terminal is gone?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `: "${SCRATCH:?must be set}"` ends a script if the variable is unset or empty. `"$@"`, not `$*`. A status is gone as soon as the next command has run.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `set -o pipefail` and `./prepare "$data" | tee … || exit`; `nohup ./train "$@" > … 2>&1 &`, `wait $!`, `status=$?`, and `exit "$status"`.
#
# </details>

# %% role="answer" id="train-launch"
%%writefile train_launch.sh
# Usage: train_launch.sh RUN DATA [ARG...]
### BEGIN SOLUTION
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1
data=$2
shift 2

rm -rf -- "$SCRATCH/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"

./prepare "$data" | tee "runs/$run/prepare.log" || exit

nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait "$!"
status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit "$status"
### END SOLUTION

# %% role="tests" id="train-launch-tests" points=7
grade = check.parts(7)
PREPARE = '#!/bin/sh\necho "prepared [$1]"\nexit ${PREPARE:-0}\n'
TRAIN = '#!/bin/sh\nfor a; do printf "[%s]\\n" "$a"; done\necho loss >&2\necho x >> trained\nsleep ${NAP:-0}\necho saved > model\nexit ${TRAIN:-0}\n'


def launch(run="r1", data="data", args=("a",), kind="", scratch="scratch", hang_up=None, more=None, **env):
    tree = {"prepare": check.file(PREPARE, 0o755), "train": check.file(TRAIN, 0o755), f"{scratch or 'scratch'}/{run}/old": "x", "runs/history.log": "old\n"}
    env = {**({"SCRATCH": scratch} if scratch is not None else {}), **{name: str(value) for name, value in env.items()}}
    tree |= more or {}
    return check.run_script("train_launch.sh", {path: entry for path, entry in tree.items() if entry}, [run, data, *args], env=env, kind=kind, hang_up=hang_up)


def went_well(seen, run="r1", data="data", args=("a",), status=0, scratch="scratch"):
    seen.prints(f"prepared [{data}]\n")
    logged = [line for line in seen.file(f"runs/{run}/train.log").splitlines() if not line.startswith("nohup:")]
    expected = [*(f"[{arg}]" for arg in args), "loss"]
    seen.that(logged == expected, f"runs/{run}/train.log should hold the lines {expected}, and holds {logged}")
    kept, history = seen.file(f"runs/{run}/prepare.log"), seen.file("runs/history.log")
    seen.that(kept == seen.out, f"runs/{run}/prepare.log should hold {seen.out!r}, and holds {kept!r}")
    old = "old\n" if "runs/history.log" in seen.before else ""
    seen.that(history == f"{old}{run} finished\nstatus {status}\n", f"runs/history.log should hold {f'{old}{run} finished, status {status}'!r}, each on its line, and holds {history!r}")
    place = f"{scratch}/{run}"
    left = [path for path in seen.after if path.startswith(f"{place}/")]
    seen.that(place in seen.after and not left, f"the folder {place} should be there and empty; " + (f"it holds {left}" if left else "it isn't there"))
    new = {path: None for path in ("trained", "model", scratch, place, "runs", f"runs/{run}", f"runs/{run}/train.log", f"runs/{run}/prepare.log", "runs/history.log")}
    others = {path: entry for path, entry in seen.after.items() if path not in new}
    before = {path: entry for path, entry in seen.before.items() if path not in new and not path.startswith(f"{place}/")}
    changed = [path for path in sorted(before.keys() | others.keys()) if before.get(path, ())[:3] != others.get(path, ())[:3]]
    seen.that(not changed, f"nothing else should be made, changed or removed, and these are: {changed}")


with grade("an ordinary night"):
    seen = launch(kind="an ordinary night")
    went_well(seen)
    seen.exits(0)

### BEGIN HIDDEN TESTS
a, b, c = check.words(check.dice("train-launch"), 3)

with grade("the terminal hangs up"):
    seen = launch(kind="a terminal that hangs up during the training", hang_up="trained", NAP=0.3)
    seen.that("model" in seen.after, "the training ended with the terminal, before it saved its model")

with grade("the preparation fails"):
    seen = launch(kind="a preparation that fails", PREPARE=3)
    seen.that("trained" not in seen.after, "it trained all the same")
    seen.exits(3)
    seen.prints("prepared [data]\n")
    kept = seen.file("runs/r1/prepare.log")
    seen.that(kept == seen.out, f"prepare.log should hold what ./prepare printed, {seen.out!r}, and holds {kept!r}")
    history = seen.file("runs/history.log")
    seen.that(history == "old\n", f"runs/history.log should stay as it was, and holds {history!r}")

with grade("arguments with blanks"):
    args = (f"{a} {b}", "", "*", f"--name={c}  x")
    went_well(launch(args=args, kind="arguments with blanks, and an empty one"), args=args)

with grade("names with blanks and stars"):
    seen = launch(f"{a} {b}", f"my {c} *", kind="RUN and DATA with blanks", scratch="s c [1]")
    went_well(seen, f"{a} {b}", f"my {c} *", scratch="s c [1]")

with grade("folders that exist, and those that don't"):
    more = {"scratch/other/keep": "1", "scratch/.keep": "2", "scratch/r1x/keep": "3", "scratch/r1/.hidden": "4", "scratch/r1/deep/.x/y": "5"}
    more |= {"runs/r1/model.bin": "6", "runs/r1/train.log": "old\nold\nold\n", "runs/r1/prepare.log": "old\n", "runs/r0/train.log": "7", "data": "8"}
    went_well(launch(kind="other runs in the scratch folder, hidden files, and an earlier run of that name", more=more))
    went_well(launch(kind="no folder runs, and no scratch folder", more={"scratch/r1/old": "", "runs/history.log": ""}))
    went_well(launch(kind="SCRATCH as an absolute path", scratch="{root}/scratch", more={"{root}/scratch/r1/old": "", "scratch/r1/old": "x"}))

with grade("SCRATCH is not set"):
    went_well(launch(kind="SCRATCH set"))
    for scratch, kind in ((None, "SCRATCH not set"), ("", "SCRATCH empty")):
        seen = launch(f"no-such-folder-{a}", kind=kind, scratch=scratch)
        seen.changes_nothing()
        seen.fails()
        seen.complains()

with grade("the status of the training"):
    for status in (1, 137):
        seen = launch(kind="a training that fails", TRAIN=status)
        went_well(seen, status=status)
        seen.exits(status)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Summary
#
# - Choose a process by its whole command line. TERM, wait, then KILL.
# - A child gets exported variables only, as a copy. Aliases are for the keyboard.
# - `curl` is content with any answer: look at the status, and set `--max-time`.
# - `set -euo pipefail`; usage text and status 2 for wrong arguments; work under a temporary name, `mv` when it's whole, delete last.
# - `nohup` outlives the terminal; keep `$?` before the next command takes it. cron and containers give you nearly no environment.
