# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Services and processes
#     minutes: 50
#     prerequisites: [01-shell/3-changing]
#     summary: Ask a service whether it is well, and stop the right job among many, politely first.
# ---

# %% [markdown]
# # Services and processes
#
# After this lesson you can
#
# - ask a service whether it is well with `curl`, and not be fooled by its answer,
# - find a process with `ps` and stop it, politely first, with `kill`,
# - say where a file ends up with `scp`, and what `df` and `cron` are for.
#
# It builds on lesson 2 (exit status, `$(…)`) and lesson 1 (`for`, `case`).

# %% role="read-only" id="processes-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## Red or green?
#
# The new page of the team shows one lamp for each service. Yours has been green all night, and all
# night people got errors. Mira asks: **"Why does the lamp lie? And can you stop the old training
# job `tides` without touching the one called `tides-2`, which has run for three days?"** Two
# scripts of yours answer her at the end.
#
# ## Is it well?
#
# `curl URL` fetches what stands at an address and prints it. The cell below starts a small service
# on this machine, asks it once, and ends it. A service answers with a **status**: 200 to 299 is
# success, 300 to 399 "look elsewhere", 400 to 499 "your request was wrong", 500 to 599 "I failed".

# %%
with practice.service([200, 500]) as url:
    !curl -s {url}
    !curl -s {url}; echo "curl's own exit status: $?"

# %% [markdown]
# There is the first wrong turn. The second answer was `500 Internal Server Error`, and yet `curl`
# ended with 0: it is content with *any* answer. So look at the status. In a script, say what you
# want: `-s` silent, `-o /dev/null` throw the body away, `-w '%{http_code}'` print the status after
# it.

# %%
quiz(
    "What does `-w '%{http_code}'` print when nobody answers at all?",
    runs="""%%bash
curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:9/""",
    right="000",
    wrong={
        "404": "404 is an answer: a service is there, and has nothing at this address.",
        "500": "500 is an answer: a service is there, and it failed.",
        "nothing": "`-w` prints something in any case.",
    },
    because=(
        "There is no status, so curl prints three zeros. It also ends with a status of its own "
        "that isn't 0."
    ),
)

# %%
with practice.service([503, 200]) as url:
    !curl -s -o /dev/null -w '%{{http_code}}' {url}; echo
    !curl -s -o /dev/null -w '%{{http_code}}' {url}; echo

# %% [markdown]
# (The braces are doubled since this line of a notebook fills in `{url}`. In a script they are
# single.)
#
# The second wrong turn: a service that accepts connections and says nothing. Without a limit `curl`
# may wait for ever; `--max-time 2` gives up after two seconds.
#
# The third: one failure is not yet an illness. A service that restarts is away for a moment, so a
# check tries again. This loop waits for a file, and shows the form:

# %%
%%bash
for try in 1 2 3; do
    code=$(cat practice/ready 2> /dev/null || echo 000)
    case $code in
        2??) echo "try $try: there"; break ;;
        *)   echo "try $try: $code" ;;
    esac
    mkdir -p practice && echo 204 > practice/ready
    sleep 0.1
done
rm practice/ready

# %% [markdown]
# `?` in a `case` is exactly one character, so `2??` is any status from 200 to 299. `break` leaves
# the loop; `exit 0` would leave the script.

# %% [markdown]
# ## S14 · A health check
#
# **Level 2 · 12 minutes · 5 points**
#
# Write `health.sh URL`, for plain `sh` (it runs in small containers). It asks for URL by GET (what
# `curl` does unless told otherwise) up to 3 times in all, with a pause of at most 0.2 s in between,
# and gives each try 0.5 s, no more. (An answer comes as a whole or not at all.)
#
# - As soon as an answer has a status from 200 to 299: print `healthy`, exit with 0.
# - If the third try fails too: if it had an answer, print `unhealthy: STATUS` and exit with 1; if
#   not (no connection, one that ends without an answer, or too slow), print `no answer` and exit
#   with 2.
#
# Redirections (3xx) aren't followed, and aren't healthy. One line on standard output, and no file
# that stays here; standard error doesn't matter.
#
# Example: a service that answers 503, 503, 200 is `healthy`, after three tries.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The options of `curl` from the text above, with a limit of half a second, inside `$(…)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The loop from above, with `exit` instead of `break`. After it, three zeros mean that there was no
# answer. Symptoms: it takes a second too long, so there is a pause after the last try; `unhealthy:
# 000`, so "no answer" isn't asked first.
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
import re

grade = check.parts(5)


def expect(answers, out, status, tries, kind, shell="bash", most=0.0, path=""):
    # A machine that is busy may be late: the fastest of a few tries counts.
    for _ in range(5):
        run = check.run_script(
            "health.sh", {}, ["{url}" + path], kind=kind, server=answers, shell=shell, seconds=5
        )
        times = [request[2] for request in run.requests]
        gap = max((later - early for early, later in zip(times, times[1:])), default=0)
        asked_enough = not answers or len(run.requests) == tries
        fine = run.out == f"{out}\n" and asked_enough and (not most or gap < most)
        if fine or gap > 0.95 or run.seconds > 3:
            break
    others = sorted({request[0] for request in run.requests} - {"GET"})
    run.that(
        not others,
        f"it should ask by GET, and asked by {', '.join(others)}, which many services refuse"
    )
    if answers:
        asked = f"{len(run.requests)} time{'s' * (len(run.requests) != 1)}"
        run.that(len(run.requests) == tries, f"it asked {asked}, expected {tries}")
    run.prints(f"{out}\n")
    run.exits(status)
    run.changes_nothing()
    run.that(
        shell != "dash" or not re.search(r"health\.sh: \d+: ", run.err),
        "plain sh complains of a line in it: `(( ))`, `[[ ]]` and arrays are bash's"
    )
    asked = sorted({request[1] for request in run.requests} - {f"/health{path}"})
    run.that(
        not asked,
        f"it should ask for the URL that it was given, and asked for {', '.join(asked)} there"
    )
    if most:
        run.that(
            gap < most,
            f"from one request to the next it took {gap:.2f} s; expected a try of at most 0.5 s, "
            "and a pause of at most 0.2 s"
        )


with grade("the example, and a service that is well"):
    expect([503, 503, 200], "healthy", 0, 3, "answers 503, 503, 200")
    for shell in check.shells():
        expect([200], "healthy", 0, 1, "a service that is well", shell)

with grade("one small case of each rule"):
    expect([500, 302, 404], "unhealthy: 404", 1, 3, "answers 500, 302, 404", check.shells()[-1])
    expect([300, 299], "healthy", 0, 2, "answers 300, 299")
    expect([], "no answer", 2, 0, "nobody who listens")

### BEGIN HIDDEN TESTS
import os
import sys

with grade("answers that aren't healthy"):
    for answers, shell in zip(([500, 404, 302], [301, 400, 300]), check.shells() * 2):
        expect(answers, f"unhealthy: {answers[-1]}", 1, 3, f"answers {', '.join(map(str, answers))}", shell)
    expect([308, 303, 304], "unhealthy: 304", 1, 3, "answers 308, 303, 304")
    expect([500, 404, 503, 200], "unhealthy: 503", 1, 3, "a service that is well only at the fourth try")
    for answers, shell in zip(([404, 204], [302, 404, 299], [206]), check.shells() * 2):
        expect(answers, "healthy", 0, len(answers), f"answers {', '.join(map(str, answers))}", shell)
    expect([503, 200], "healthy", 0, 2, "a URL with a path and a query", path="/ready?full=1&of=ask")
    expect([503, 200], "healthy", 0, 2, "a URL that ends with a slash", path="/ready/")

with grade("no answer"):
    for shell in check.shells():
        expect([], "no answer", 2, 0, "nobody who listens", shell)
    expect(["hang"], "no answer", 2, 3, "a service that hangs", check.shells()[-1], most=0.95)
    expect([500, 503, "hang"], "no answer", 2, 3, "a service that answers 500 and 503, then hangs")
    expect([503, "gone"], "no answer", 2, 3, "a service that answers 503, then ends the connection without an answer")

# Each call of curl, sleep and timeout is written down on its way: what they were asked for doesn't hang on how busy a machine is.
SPY = check.file('#!/bin/sh\necho "${0##*/} $*" >> "$SPY_CALLS"\nPATH=${PATH#*:} exec "${0##*/}" "$@"\n', 0o755)
LIMIT = re.compile(r" (?:--max-time[ =]|-[A-Za-z]*m ?)([0-9.]+)|^timeout ([0-9.]+)s? ")


def spied(answers, kind):
    tree = {f"spy/{tool}": SPY for tool in ("curl", "sleep", "timeout")}
    env = {"PATH": f"{{root}}/spy:{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin", "SPY_CALLS": "{root}/calls"}
    run = check.run_script("health.sh", tree, ["{url}"], kind=kind, server=answers, env=env)
    calls = run.file("calls").splitlines() if "calls" in run.after else []
    slept = 0.0
    for call in calls:
        if call.startswith("sleep "):
            slept += sum(float(number) for number in re.findall(r"[0-9.]*[0-9]", call))
            run.that(slept < 0.201, f"it sleeps for {slept:g} s after a try; expected a pause of at most 0.2 s")
            continue
        slept = 0.0
        limits = [float(one or other) for one, other in LIMIT.findall(call)]
        if call.startswith("timeout -"):
            continue  # its options may stand before its limit
        run.that(not limits or min(limits) == 0.5, f"`{call[:60]}…` gives a try {min(limits, default=0):g} s, expected 0.5 s")


with grade("pauses, and slow answers"):
    spied([503], "a service that answers 503 at once")
    expect([503], "unhealthy: 503", 1, 3, "a service that answers 503 at once", most=0.45)
    expect(["slow"], "healthy", 0, 1, "a service that takes 0.35 s")
    expect(["hang", 200], "healthy", 0, 2, "a service that hangs once", check.shells()[-1])
    expect(["hang", 404, 502], "unhealthy: 502", 1, 3, "a service that hangs once, then answers 404 and 502")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Processes and signals
#
# A running program is a **process**. It has a number (PID), a parent, a command line and an
# environment. `ps -eo pid,ppid,args` lists all of them, and with `-p PID` in place of `-e` just one;
# an `=` behind a column's name leaves its heading out. `&` starts a process in the background, and
# `$!` is its PID:

# %%
%%bash
sleep 30 & pid=$!
ps -o pid=,args= -p "$pid" | awk '{ print $2, $3 }'
kill "$pid"

# %% [markdown]
# `kill PID` sends the signal TERM: "please end", which a program can answer by saving its work.
# `kill -9 PID` sends KILL, which no program can answer: nothing is saved. `kill -0 PID` sends
# nothing; its exit status says whether the process is there. `wait PID` waits for a child and
# returns its status.

# %%
quiz(
    "TERM is signal 15. What does this print?",
    runs="""%%bash
sleep 5 &
kill $!
wait $!
echo $?""",
    number=143,
    wrong={
        0: "That would mean success. The process was ended from outside.",
        15: "The shell adds 128, so that signals and exit codes can be told apart.",
        137: "137 is 128 + 9: KILL. `kill` without a number sends TERM.",
    },
    because=(
        "128 + 15. When a job's log says 143, somebody asked it to end; 137 means that it was "
        "killed."
    ),
)

# %% [markdown]
# A program that gets TERM may need a moment. So ask, look again and again for a while, and only
# then insist. In the cell below, `trap 'COMMANDS' TERM` says what a script does when TERM comes, and
# the round brackets start a shell of its own, which plays the job.
#
# ![On a line of time, TERM is sent at 0 seconds. A job that saves its work is gone after 0.4 seconds: stop looking and exit with 0. A job that doesn't listen is still there after one second, and gets KILL.](figures/stopping.svg)

# %%
%%bash
(trap 'sleep 0.2; exit' TERM; while true; do sleep 0.05; done) &      # needs 0.2 s to end
pid=$!
sleep 0.1
kill "$pid"
for look in 1 2 3 4 5 6; do
    if ! kill -0 "$pid" 2> /dev/null; then echo "gone at look $look"; break; fi
    sleep 0.1
done

# %% [markdown]
# Which process is it? The wrong turn is to choose by a piece of the name. `killall python` stops
# everything that runs on Python, and `pkill -f train` stops every process with `train` *anywhere*
# in its command line.

# %%
quiz(
    "Four processes run. How many would `pkill -f train` stop? (`grep` stands for its search.)",
    runs="""%%bash
printf '%s\\n' 'sh ./train.sh' 'vim train.py' 'sh supervise sh ./train.sh' 'python serve.py' |
    grep -c train""",
    number=3,
    wrong={
        1: "Only one is the job, but the word stands in two more command lines.",
        2: "The supervisor's command line *contains* the job's, so it goes too.",
        4: "`serve.py` has no `train` in it, and lives.",
    },
    because="The job, somebody's editor, and the supervisor. Only the last one is spared.",
)

# %% [markdown]
# Compare the whole command line instead: `pgrep -fx 'PATTERN'` prints the PIDs whose command line
# fits exactly (`-x`), and fails if there is none. Or use `ps` and `awk` with `==`. Below, `-c`
# counts, and `3[1]` keeps the pattern from fitting a shell that has this very line in its command
# line. `%1` is this shell's first process in the background.

# %%
%%bash
sleep 31 & sleep 310 &
pgrep -fx 'sleep 31' > /dev/null && echo "found by its whole command line"
echo "by a piece of it: $(pgrep -fc 'sleep 3[1]') processes"
kill %1 %2

# %% [markdown]
# ## S15 · Stop one job
#
# **Level 3 · 20 minutes · 5 points**
#
# Jobs on the server run as `sh ./worker.sh --job NAME`. Write `stop_job.sh NAME`. It stops the
# process whose command line is exactly that, for the NAME given (letters, digits, `-` and `_`):
#
# - First TERM, once. A job may take up to half a second to save its work. If it is still there one second
#   after TERM, KILL, no later than two and a half seconds after TERM. Don't wait when it's gone
#   already: end within half a second of the job's end.
# - Everything else stays alone: jobs with similar names, and the supervisor, whose command line
#   *contains* the job's.
# - Exit status 0 when the job is gone; if there is no such job, a message on standard error and
#   status 1.
#
# Example: `stop_job.sh tides` stops `sh ./worker.sh --job tides`, not `sh ./worker.sh --job
# tides-2`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `pgrep -fx` with the whole command line as its pattern prints the PID, or fails. In a pattern a
# dot is any character, so put a `\` before it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# After TERM: up to ten times, leave with status 0 if `kill -0` fails, else sleep for a tenth of a
# second. Its complaint isn't for the screen.
#
# </details>
# <details><summary>Hint 3</summary>
#
# After the loop comes KILL, and then status 0: the job is gone. Symptoms: "took 1 second though the
# job was gone", so the loop doesn't leave early; the supervisor was stopped, so `-x` is missing.
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
# jobs of another run of these tests, on the same machine, have other names
MARK = secrets.token_hex(3)

# A job that takes a moment to save its work when it is asked to end, one that ends at once, one
# that ends soon, and one that doesn't listen,
# to no signal that a program can answer.
# Its child says that it is ready: by then no second process has the job's command line, as each has
# that was only just forked.
WORKER = """
me=${0#./}.$2$3; case $- in *e*) me=$me.e ;; esac
case $1 in --job) ;; *) me=$me$1 ;; esac
case ${BASH:-} in *bash) me=$me.b ;; esac
echo $$ > "$me.pid"
trap 'echo CONT >> "$me.seen"' 18
if [ -e "$2.deaf" ]; then
    trap 'echo TERM >> "$me.seen"' TERM
    trap : 1 2 3 4 5 6 7 8 10 11 12 13 14 16 24 25 26 27 29 30 31
elif [ -e "$2.quick" ]; then trap 'echo TERM >> "$me.seen"; echo saved >> "$me.seen"; exit 0' TERM
elif [ -e "$2.brief" ]; then
    trap 'echo TERM >> "$me.seen"; sleep 0.15; echo saved >> "$me.seen"; exit 0' TERM
else trap 'echo TERM >> "$me.seen"; sleep 0.42; echo saved >> "$me.seen"; exit 0' TERM; fi
sh -c ': > "$1.ready"; exec sleep 20' sh "$me" &
while kill -0 $!; do wait || :; done
"""
SUPERVISOR = (
    """shift; sh "$@" & : > supervisor.ready; for n in 1 2 3 4 5 6; do wait; sleep 3; done\n"""
)


def job(name, *more, options=(), shell="sh", flag="--job"):
    me = f"worker.sh.{name}{''.join(more)}{'.e' if options else ''}"
    me += f"{'' if flag == '--job' else flag}{'.b' if shell == 'bash' else ''}"
    return {
        "argv": [shell, *options, "./worker.sh", flag, name, *more], "ready": f"{me}.ready",
        "seen": f"{me}.seen"
    }


def stop(name, jobs, kind, how="", quick=False, more=None, **env):
    tree = {
        **(more or {}),
        "worker.sh": WORKER, "old/worker.sh": WORKER, "x/worker.sh": WORKER, "worker-sh": WORKER,
        "supervisor.sh": SUPERVISOR,
        **({f"{name}.{how}": ""} if how else {})
    }
    # A machine that is busy may be late: the fastest of a few tries counts.
    for _ in range(5):
        run = check.run_script(
            "stop_job.sh", tree, [name], kind=kind, jobs=jobs, seconds=8, env=env
        )
        if run.seconds > 3 or run.seconds < (0.9 if quick else 1.9) and (
            how or f"worker.sh.{name}.seen" not in run.after or "saved" in run.file(
                f"worker.sh.{name}.seen"
            )
        ):
            break
    for other in jobs:
        if other["argv"] != job(name)["argv"]:
            line = " ".join(other["argv"])
            run.that(other["argv"] in run.running, f"another process, `{line}`, was stopped too")
            run.that(
                other.get("seen", "") not in run.after, f"another job, `{line}`, was asked to stop"
            )
    return run


def is_gone(run, name, saved=True):
    run.that(job(name)["argv"] not in run.running, "the job is still running")
    seen = job(name)["seen"]
    run.that(
        seen in run.after, "the job got no TERM: it was killed, or another signal ended it first"
    )
    run.that(
        "CONT" not in run.file(seen), "the job was held and went on again (CONT) before it got TERM"
    )
    times = run.file(seen).count("TERM")
    run.that(times == 1, f"the job got TERM {times} times, expected once")
    if saved:
        run.that(
            run.file(seen) == "TERM\nsaved\n",
            f"the job needs half a second to save its work; it wrote {run.file(seen)!r}, expected "
            "'TERM\\nsaved\\n'"
        )
    run.exits(0)


with grade("one job among others"):
    run = stop(f"tides{MARK}", [job(f"tides{MARK}"), job(f"tides{MARK}-2")], "two jobs")
    is_gone(run, f"tides{MARK}")

with grade("no such job"):
    run = stop(f"poel{MARK}", [job(f"poel{MARK}-2")], "a job whose name only begins so")
    run.exits(1)
    run.complains()

### BEGIN HIDDEN TESTS
import os
import re
import sys

a, b = (f"{word}{MARK}" for word in check.words(check.dice("stop-job"), 2))

with grade("look-alikes", weight=2):
    near = [job(name) for name in (f"{a}2", f"{a}-old", f"{a}_", f"x{a}", f"{b}_{a}", f"{b}-{a}", a.upper(), a[:-1], b)]
    near += [job(a, "-v"), job(a, options=["-e"]), job(a, flag="--resume"), job(a, flag="-job"), job(a, shell="bash")]
    near += [{"argv": ["sh", "./old/worker.sh", "--job", a], "ready": f"old/worker.sh.{a}.ready", "seen": f"old/worker.sh.{a}.seen"}]
    for path in ("./worker-sh", "x/worker.sh"):  # for who takes a dot of the pattern for any character
        me = f"{path.removeprefix('./')}.{a}"
        near.append({"argv": ["sh", path, "--job", a], "ready": f"{me}.ready", "seen": f"{me}.seen"})
    for jobs in ([*near[::2], job(a)], [job(a), *near[1::2]]):  # the job as the last that began, and as the first
        run = stop(a, jobs, "look-alikes of the job")
        is_gone(run, a)

with grade("the supervisor stays"):
    above = {"argv": ["sh", "./supervisor.sh", "sh", "./worker.sh", "--job", b], "ready": job(b)["ready"]}
    run = stop(b, [job(a), above], "a supervisor whose command line contains the job's")
    is_gone(run, b)

with grade("a job that doesn't listen"):
    # Its parent is a supervisor, and a job of a similar name stands beside it. Who sleeps writes it down once the job has gone.
    above = {"argv": ["sh", "./supervisor.sh", "sh", "./worker.sh", "--job", a], "ready": job(a)["ready"]}
    spy = '#!/bin/sh\nkill -0 "$(cat "$SPY_JOB")" || echo "$*" >> "$SPY_LATE"\nPATH=${PATH#*:} exec sleep "$@"\n'
    spied = {"SPY_JOB": f"{{root}}/worker.sh.{a}.pid", "SPY_LATE": "{root}/late", "PATH": f"{{root}}/spy:{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin"}
    run = stop(a, [job(f"{a}-2"), job(f"x{a}"), above], "a job that ignores TERM", how="deaf", more={"spy/sleep": check.file(spy, 0o755)}, **spied)
    is_gone(run, a, saved=False)
    run.that(run.seconds >= 0.95, "it had less than one second to end by itself")
    run.that(run.seconds < 2.5, f"the script took {run.seconds:.1f} seconds; KILL comes no later than two and a half seconds after TERM")
    late = sum(map(float, re.findall(r"[0-9.]*[0-9]", run.file("late")))) if "late" in run.after else 0
    run.that(late <= 0.5, f"the script sleeps for {late:g} s when the job has gone; expected its end within half a second")

with grade("a job that is gone at once"):
    for how, moment in (("quick", "at once"), ("brief", "0.15 s later")):
        run = stop(a, [job(a), job(f"{a}-2")], f"a job that ends {moment}, when it gets TERM", how=how, quick=True)
        is_gone(run, a)
        run.that(run.seconds < 0.9, f"the script took {run.seconds:.1f} seconds, though the job was gone {moment}", "the wait: look again and again, and leave early")

with grade("one job, and no such job"):
    run = stop(a, [job(a)], "a job that ends as soon as it gets TERM", how="quick")
    is_gone(run, a)
    digits = str(secrets.randbelow(10**9) + 10**9)
    run = stop(digits, [job(digits), job(f"0{digits}"), job(f"{digits}e0")], "a NAME of digits, and others of the same value", how="quick")
    is_gone(run, digits)
    name = f"-{a}{'x' * 90}"
    run = stop(name, [job(name), job(f"{name}y"), job(name[1:])], "a NAME that begins with a dash, of a hundred letters", how="quick")
    is_gone(run, name)
    name = f"{a}_{b.upper()}-7"
    run = stop(name, [job(name), job(name.replace("_", "-"))], "a NAME with every sign that it may hold", how="quick")
    is_gone(run, name)
    watch = {"argv": ["sh", "./watch.sh", "sh", "./worker.sh", "--job", a], "ready": "watch.ready"}
    run = stop(a, [job(f"{a}-2"), job(b), watch], "no job of that name", more={"watch.sh": ": > watch.ready; sleep 20; :\n"})
    run.exits(1)
    run.complains()
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Other machines, other hours
#
# A file goes to another machine by `scp`, which is `cp` over the network. One side has a colon:
# `HOST:PATH`. Without the colon it is just a copy here, and a common mistake:
#
# ```text
# $ scp -r runs/tides gpu1:models/    to models, in your home
# $ scp gpu1:models/tides/loss.csv .  from there to here
# $ scp loss.csv gpu1                 oops: a file called gpu1
# ```
#
# `df -h` shows how full each disk is; look before you copy. **cron** runs commands by the clock. A
# line of its table has five fields, minute, hour, day, month, weekday, then the command. This one
# runs every night at 02:30:
#
#     30 2 * * * /home/mira/bin/backup.sh /srv/models /backup
#
# cron gives a bare environment: a short `PATH`, no aliases, the home as current folder. So write
# absolute paths.

# %%
!df -h . | tail -n 1 | awk '{ print "used here:", $5 }'

# %% [markdown]
# Practise (no points): where does the file end up? Put `"gpu1"`, `"here"` or `"nowhere"` for each
# command.

# %%
where = {
    "scp loss.csv gpu1:runs/": "",
    "scp gpu1:loss.csv .": "",
    "scp loss.csv gpu1": "",
    "sudo echo x > /root/file": "",
}
practice.places(where)

# %% [markdown]
# ## The lamp and the job
#
# Your two scripts at work. First, four services: one that is well, one that is well at the third
# try, one that fails, and one that isn't there.

# %%
for answers in ([200], [503, 503, 200], [500]):
    with practice.service(answers) as url:
        practice.run("health.sh", url)
practice.run("health.sh", url)      # the last service has ended, so nobody answers

# %% [markdown]
# Then the jobs. The helper starts `tides`, `tides-2` and a supervisor (with a few letters more, so
# that they are yours alone), runs `stop_job.sh`, and lists what still runs.

# %%
practice.stop_one("stop_job.sh")

# %% [markdown]
# With both written: `healthy` twice, then `unhealthy: 500` and `no answer`. The old lamp asked only
# whether `curl` ended with 0, and that is so for an answer of 500. That's why it lied. And `tides`
# is gone, while `tides-2` and the supervisor still run.
#
# What a green lamp doesn't say: that the answers are *right*. It says that one address answered
# with a status from 200 to 299, just now.
#
# ## Summary
#
# - `curl` is content with any answer: look at the status, set `--max-time`, and try again before
#   you call it ill.
# - Choose a process by its whole command line. TERM, wait, then KILL.
# - 143 in a log means "was asked to end", 137 "was killed".
# - `scp` without a colon copies here. cron gives you nearly no environment.
