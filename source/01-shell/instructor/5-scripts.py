# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Scripts that last
#     minutes: 100
#     prerequisites: [01-shell/4-processes]
#     summary: Pass settings on, write a script with arguments, usage text and exit codes, and repair one that only seemed to work.
# ---

# %% [markdown]
# # Scripts that last
#
# After this lesson you can
#
# - pass settings to a program through its environment,
# - write a script with arguments, usage text and exit codes, which fails loudly and loses nothing,
# - repair a script that only seemed to work.
#
# It builds on lesson 2 (streams, status, `pipefail`), lesson 3 (safe deletion) and lesson 4
# (background, signals). Plan three sittings of half an hour to 50 minutes, with breaks before and
# after S17.

# %% role="read-only" id="scripts-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## The launcher that worked, nearly always
#
# For a year the team has started its trainings with one script. Last week a night's work was gone,
# the record says `status 0`, and nobody knows why. Mira puts it before you: **"What is wrong with
# it? And until we know: is there a backup?"** These are the script's last five lines. Read them
# once; at the end of the lesson you'll see all of it, repair it, and make the backup.

# %%
!tail -n 5 data/train_launch.sh

# %% [markdown]
# ## The environment
#
# A variable of the shell is its own business, until it is **exported**. Then each child gets a
# copy.

# %%
quiz(
    "What does the inner shell print?",
    runs="""%%bash
MODEL=ferry-2
bash -c 'echo "[$MODEL]"'""",
    right="[]",
    wrong={
        "[ferry-2]": (
            "The inner `bash` is a child. It gets exported variables only, and this one isn't."
        ),
        "[$MODEL]": "The single quotes keep it from the outer shell. The inner one fills it in.",
    },
    because=(
        "The variable isn't exported, so the child doesn't have it, and an unset variable is "
        "empty."
    ),
)

# %% [markdown]
# `export` passes a variable on to all children from here on. Two more ways pass it to one child
# alone:
#
#     export MODEL=ferry-2; ./serve      for all children from here on
#     MODEL=ferry-2 ./serve              for this one
#     env MODEL=ferry-2 ./serve          for this one, by a program

# %%
%%bash
MODEL=ferry-2
export MODEL
bash -c 'echo "child sees: [$MODEL]"'
MODEL=ferry-3 bash -c 'echo "this one: [$MODEL]"'
bash -c 'echo "the next one: [$MODEL]"'

# %% [markdown]
# `. ./file.sh` (a dot and a blank) reads a file's lines into *this* shell, as if they stood here.
# `bash file.sh` runs them in a child, and what the child sets is gone with it.
#
# `PATH` is the list of folders in which the shell looks for a command, separated by `:`; the first
# that has it wins. An **alias** (`alias ll='ls -l'`) is a shorthand for the keyboard. Scripts don't
# expand aliases; use a function there.

# %%
%%bash
mkdir -p practice/path/bin && cd practice/path
printf 'echo "my own date"\n' > bin/date
chmod 755 bin/date
PATH="$PWD/bin:$PATH" bash -c date
echo 'COLOUR=blue' > settings.sh
bash settings.sh;  echo "run by a child: [$COLOUR]"
. ./settings.sh;   echo "read here: [$COLOUR]"
alias greet='echo hello'
greet 2> /dev/null || echo "greet: not found in a script"

# %% [markdown]
# ## S16 · Pass the settings on
#
# **Level 2 · 10 minutes · 4 points**
#
# In the current folder, `settings.sh` (shell syntax) sets the variables `MODEL` and `BATCH_SIZE`,
# without exporting them, and an alias for `evaluate`. The program `evaluate` and its helpers stand
# in the folder `tools`, which isn't in `PATH`. Write `launch.sh [ARG...]`. It
#
# - reads `settings.sh` (with `. ./settings.sh`),
# - runs `evaluate --strict ARG...` in the current folder (that is what the alias stands for; use it
#   or don't), with both variables in its environment, the arguments unchanged, and the folder
#   `tools` first in its `PATH`, as an absolute path, before the folders that the caller has there,
# - leaves `evaluate` the rest of its environment and the standard input of `launch.sh`, adds no
#   output and hides none, changes nothing, and ends with the status of `evaluate`.
#
# What `settings.sh` says counts, whatever `MODEL`, `BATCH_SIZE` and programs called `evaluate` the
# caller has.
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
# After reading the settings, export all three variables, `PATH` with its new value. Symptoms: a
# blank in an argument makes two of it, so quotes are missing; "command not found" inside
# `evaluate`, so `PATH` isn't absolute.
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
cat; cd / && helper | cat; echo "a warning" >&2
printf 'model=%s batch=%s\\n' "${MODEL-(unset)}" "${BATCH_SIZE-(unset)}"
for a; do printf '[%s]\\n' "$a"; done
exit ${STATUS:-0}
"""


def launch(
    args=(), model="ferry-2", batch="8", status=0, kind="", settings="", inside="",
    evaluate=EVALUATE, **env
):
    settings = (
        settings or f"MODEL='{model}'\nBATCH_SIZE={batch}\nalias evaluate='evaluate --strict'\n"
    )
    tools = {
        "tools/evaluate": check.file(evaluate, 0o755),
        "tools/helper": check.file("#!/bin/sh\necho helper\n", 0o755)
    }
    decoys = {
        name: check.file(f"#!/bin/sh\necho the wrong {name}\n", 0o755) for name in (
            "evaluate", "helper", "other/evaluate", "other/helper"
        )
    }
    decoys["other/settings.sh"] = "MODEL=wrong\nBATCH_SIZE=0\n"
    decoys["other/scale"] = check.file("#!/bin/sh\n:\n", 0o755)
    tree = {
        f"{inside}/{path}" if inside else path: entry for path,
        entry in {"settings.sh": settings, **tools, **decoys}.items()
    }
    run = check.run_script(
        "launch.sh", tree, args, stdin="typed\n", env={"STATUS": str(status), **env}, kind=kind,
        inside=inside
    )
    shown = "".join(f"[{arg}]\n" for arg in ["--strict", *args])
    run.that(
        run.out != f"helper\nmodel={model} batch={batch}\n{shown}",
        "evaluate got nothing on its standard input: something else had read it, or `&` shut it"
    )
    run.prints(f"typed\nhelper\nmodel={model} batch={batch}\n{shown}")
    run.exits(status)
    run.that(
        run.err == "a warning\n",
        "standard error should hold what evaluate says there, 'a warning\\n', and nothing else, "
        f"and holds {run.err!r}"
    )
    run.changes_nothing()


with grade("the example"):
    launch(["a b"], kind="the example")

with grade("one small case of each rule"):
    launch(
        ["", "*"], "a  b", "", status=3,
        kind="odd arguments, a setting with blanks, an empty one, status 3"
    )
    decoy = {
        "PATH": "{root}/other:/usr/local/bin:/usr/bin:/bin", "MODEL": "the caller's",
        "BATCH_SIZE": "1"
    }
    launch([], kind="a caller with settings, and with programs of the same names", **decoy)

### BEGIN HIDDEN TESTS
chance = check.dice("launch")
a, b, c = check.words(chance, 3)

with grade("settings with any values"):
    launch([], f"{a} {b}  *", str(chance.randrange(100)), kind="a setting with spaces")
    launch([a], c, "", kind="an empty setting")
    launch([a], "", "8", kind="an empty MODEL")
    settings = f"# the model\nBASE={a}\nMODEL=\"$BASE-{b}\"   # newest\nBATCH_SIZE=$((4 * 4))\nSEED=1\nalias evaluate='evaluate --strict'\n"
    launch([], f"{a}-{b}", "16", kind="settings that are computed", settings=settings)
    launch([c], kind="a caller with settings of their own", MODEL="wrong", BATCH_SIZE="1")

with grade("the folder tools comes first"):
    launch([a], kind="another evaluate, helper and settings.sh in PATH", PATH="{root}/other:/usr/local/bin:/usr/bin:/bin")
    launch([a], kind="a folder with blanks in its name as the current one", inside=f"{b}  {c}")
    shows = check.file('#!/bin/sh\necho "$PATH"\n', 0o755)
    tree = {"settings.sh": "MODEL=m\nBATCH_SIZE=1\nalias evaluate='evaluate --strict'\n", "tools/evaluate": shows}
    run = check.run_script("launch.sh", tree, kind="an evaluate that prints its PATH", env={"PATH": "{root}/other:/usr/bin:/bin"})
    run.that(run.out.startswith("{root}/tools:"), f"the PATH of evaluate should begin with the folder tools, and is {run.out.strip()!r}")
    run.that("{root}/other:/usr/bin:/bin" in run.out, f"the PATH of evaluate should hold the caller's, and is {run.out.strip()!r}")
    launch([a], kind="the folder tools in PATH already, but not first", PATH="{root}/other:{root}/tools:/usr/local/bin:/usr/bin:/bin")
    import os
    import sys

    program = """#!/usr/bin/env python3
import os, subprocess, sys
print(sys.stdin.read(), end="", flush=True)
os.chdir("/")
subprocess.run(["helper"])
subprocess.run(["scale"], check=True)
print("a warning", file=sys.stderr)
print(f"model={os.environ['MODEL']} batch={os.environ['BATCH_SIZE']}", *(f"[{arg}]" for arg in sys.argv[1:]), sep="\\n")
"""
    launch([a], kind="an evaluate that is no script of the shell, with a helper in the caller's PATH", evaluate=program, PATH=f"{{root}}/other:{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin")

    callers = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "Asia/Seoul", "TMPDIR": "{root}/tmp", "HOME": "{root}/home", "LD_LIBRARY_PATH": "{root}/lib", "PYTHONPATH": "{root}/lib", "CUDA_VISIBLE_DEVICES": "1", f"RUN_{a.upper()}": b}
    tree = {"settings.sh": "MODEL=m\nBATCH_SIZE=1\nalias evaluate='evaluate --strict'\n", "tools/evaluate": check.file("#!/bin/sh\nenv\n", 0o755)}
    run = check.run_script("launch.sh", tree, kind="an evaluate that prints its environment", env=callers)
    for name, value in callers.items():
        run.that(f"{name}={value}\n" in run.out, f"the caller's {name}, which is {value!r}, should be in the environment of evaluate as it was")

with grade("arguments unchanged"):
    launch([check.hostile_name(kind, a) for kind in check.NAME_KINDS] + ["", "*"], kind="odd arguments, more than nine")
    for first in ("--strict", "--help", "-h", "--", "-v"):
        launch([first, a], kind=f"{first} as the first argument")
    launch([], kind="no arguments")
    launch([""], kind="an empty argument")
    for said in ("two\n\n\nand no newline\n\n x", "blank lines\n\n\n"):
        program = check.file(f"#!/bin/sh\nprintf '%s' '{said}'\n", 0o755)
        tree = {"settings.sh": "MODEL=m\nBATCH_SIZE=1\nalias evaluate='evaluate --strict'\n", "tools/evaluate": program}
        check.run_script("launch.sh", tree, kind="an evaluation that prints blank lines").answers(said)

with grade("the status of evaluate"):
    for status in (1, 42, 126, 127, 130, 255):
        launch([b], status=status, kind="an evaluation that fails")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## A script for other people
#
# `set -euo pipefail` at the top of a script: three settings that prevent most silent disasters.
#
# - `-e`: end at the first command that fails (not in an `if`, `while`, `&&` or `||`).
# - `-u`: an unset variable is an error. Without it, `rm -rf "$DIR"/*` with an unset `DIR` is `rm
#   -rf /*`.
# - `-o pipefail`: a pipe fails if any of its commands does.

# %%
quiz(
    "What is printed before this script ends?",
    runs="""%%bash
set -e
false || printf 'a '
if false; then printf 'b '; fi
printf 'c '
false
printf 'd '""",
    right="a c",
    wrong={
        "nothing": (
            "`-e` doesn't count a failure whose result is asked for, as before `||` or in an "
            "`if`."
        ),
        "a c d": "The third `false` stands alone, and ends the script.",
        "a b c": "The condition is false, so the line in the `if` isn't run.",
    },
    because=(
        "Two failures are asked for, so they don't end the script. The third stands alone, and "
        "does."
    ),
)

# %% [markdown]
# `${NAME:?message}` is the same for one variable: it ends the script, with the message, if NAME is
# unset *or empty*. (A `:` as a command does nothing, but what follows it is filled in, and so
# checked.) And a **usage text** on standard error, with status 2, tells a person what the
# script wants:

# %%
%%bash
cat > practice/greet.sh <<'END'
usage() {
    echo "usage: greet.sh NAME [-t TIMES]" >&2
    exit 2
}
times=1
if [ "$#" -eq 3 ] && [ "$2" = -t ]; then
    times=$3
elif [ "$#" -ne 1 ]; then
    usage
fi
case $times in '' | *[!0-9]*) usage ;; esac  # nothing but digits, and not empty
echo "hello $1, $times times"
END
bash practice/greet.sh Poel -t 3
bash practice/greet.sh Poel -t 3x || echo "status $?"
bash -c ': "${PLACE:?must be set}"; echo "never reached"' || echo "status $?"

# %% [markdown]
# ### Work that may fail half-way
#
# A copy takes a while, and the disk may be full in the middle of it. Whoever looks then finds half
# a copy with the right name. So do the work under a temporary name and `mv` it into place when it
# is whole, since a `mv` within a disk happens at once or not at all. Delete old things last, when
# the new one is safe.
#
# ![What a backup folder holds. Before: backup-0001 and backup-0002. Step 1, copy: a folder .part beside them; if the copy fails, it is removed. Step 2, rename: .part becomes backup-0003, at once or not at all. Step 3, delete: backup-0001 goes, only now.](figures/safely.svg)

# %%
quiz(
    "Put the steps of a safe backup in order.",
    order=[
        "check the arguments",
        "copy to a temporary name",
        "rename the copy",
        "delete the oldest backup",
    ],
    because=(
        "Whenever it stops, by an error or a full disk, no whole backup is lost and none is half."
    ),
)

# %% [markdown]
# Numbers with zeros in front have a trap of their own: in `$(( … ))` they are **octal**, counted by
# eights.

# %%
quiz(
    "What is 010 plus 1?",
    runs="""%%bash
echo $((010 + 1))""",
    number=9,
    wrong={
        11: "A zero in front makes it octal: 010 is one eight and nothing.",
        2: "The leading zero is not what is dropped.",
    },
    because=(
        "010 is eight in octal. And 08 is no octal number at all: an error. `10#010` says \"to "
        "the base ten\"."
    ),
)

# %%
%%bash
echo $((10#0017 + 1))
printf '%04d\n' 18        # four digits, zeros in front
places=(runs/a-0002 runs/a-0017)
last=${places[-1]}        # the last of an array; a glob's names come sorted
echo "${last##*-}"
for ((i = 0; i < 2; i++)); do echo "${places[i]}"; done

# %% [markdown]
# `cp -a FROM/. TO` copies all that is in a folder, hidden files too, with modes and times, and
# links as links.

# %% [markdown]
# ## A good place for a break
#
# You have met all that the next exercise needs: arguments and a usage text, the safe order of the
# steps, numbers with zeros in front, and `cp -a`. It is the longest of the unit, so give it a
# sitting of its own. When you come back, first run the code cell at the top again.

# %% [markdown]
# ## S17 · Backups
#
# **Level 5 · 50 minutes · 8 points**
#
# Write `backup.sh SRC DEST [-n N]`. It copies the folder SRC to a new folder `DEST/backup-K` and
# keeps the N newest backups (N is 3 if not given).
#
# - K has four digits, one more than the highest K of a folder in DEST named `backup-` and four
#   digits; `0001` at first. DEST is made if needed, with the folders above it.
# - The copy has everything in SRC: hidden and empty things, links as links, modes (of SRC itself,
#   too). It is a copy, not hard links. SRC itself stays as it is.
# - Afterwards only the N backups with the highest K stay. Whatever else is in DEST is not touched.
# - On success print `DEST/backup-K`, with DEST as it was given, exit 0. In the two cases below
#   nothing is printed on standard output.
# - Wrong arguments (not exactly `SRC DEST` or `SRC DEST -n N`, in this order, or N anything but
#   digits, or 0): a text that begins with `usage: backup.sh` on standard error (the path
#   by which it was called may stand before that name, as in `$0`), status 2, nothing changed.
# - SRC isn't a folder, DEST can't be made, or the copy fails (a full disk): a message on standard
#   error, status 1. Then DEST holds just what it held before: no backup deleted, no half copy left.
#   (A DEST that was made for it may stay, empty.)
#
# Arguments are looked at first: wrong ones are status 2 whatever SRC is. Paths are relative or
# absolute, may hold any character, aren't empty, and don't begin with a dash. DEST doesn't
# end with a `/` and isn't inside SRC. SRC and DEST are no symbolic links, no link in DEST is called
# like a backup, and no file like the new one. N has no zeros in front and at most nine digits, and
# K stays below 9999. A run is stopped after five seconds; SRC has at most a dozen small files.
#
# Example: the second `backup.sh models /backup -n 1` prints `/backup/backup-0002` and removes
# `backup-0001`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Arguments first: `greet.sh` above has the same form. 0 is refused too, and nothing has been made
# by then.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The highest K is the last name of the glob `"$dest"/backup-` and four times `[0-9]`, if it is a
# folder. Mind octal numbers, and bring the zeros back with `printf`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `cp -a` to a hidden name in DEST (`$$`, the script's own PID, makes it one that nobody has); if
# that fails, remove it and exit with 1; else `mv`. Only then remove the first ones of the list, as
# many as are too many. Symptoms: `value too great for base`, so a number was read as octal; a
# folder in the new backup, so the `/.` is missing; files of others are gone, so the name wasn't
# yours alone.
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
import posixpath
import re

grade = check.parts(8)


def backup(tree, src, dest, *more, keep=3, kind="", inside="", seconds=5, env=None):
    """Run it and compare with the tree as it should be; return the run."""
    run = check.run_script(
        "backup.sh", tree, [src, dest, *more], kind=kind, inside=inside, seconds=seconds, env=env
    )
    place, source = in_tree(dest, inside), in_tree(src, inside)
    numbers = sorted(
        int(path[len(place) + 8 :]) for path,
        entry in run.before.items() if is_backup(path, place) and entry[0] == "folder"
    )
    new = (numbers or [0])[-1] + 1
    said = re.search(r"/backup-(\d{4})$", run.out.rstrip("\n"))
    if said and int(said[1]) != new:
        highest = f"the highest is backup-{new - 1:04}" if numbers else "there is none yet"
        run.fail(f"the new one should be backup-{new:04}: {highest}; it made backup-{said[1]}")
    run.exits(0)
    wanted = {
        **run.before, f"{place}/backup-{new:04}": run.before[source],
        **check.copied(run.before, source, f"{place}/backup-{new:04}")
    }
    gone = [f"{place}/backup-{k:04}" for k in [*numbers, new][:-keep]]
    wanted = {
        path: entry for path,
        entry in wanted.items() if not any(path == g or path.startswith(f"{g}/") for g in gone)
    }
    run.leaves(wanted)
    run.prints(
        f"{dest}/backup-{new:04}\n",
        look="DEST is printed as it was given" if run.out.count("\n") == 1 and run.out.endswith(
            f"/backup-{new:04}\n"
        ) else ""
    )
    return run


def in_tree(path, inside):
    """A path as the tree has it, from the folder in which the script ran."""
    return posixpath.normpath(
        path.removeprefix("{root}/") if path.startswith("{root}/") else posixpath.join(inside, path)
    )


def is_backup(path, place):
    number = path.removeprefix(f"{place}/backup-")
    return number != path and len(number) == 4 and number.isdecimal()


def refuses(tree, args, status, kind, *words, **more):
    run = check.run_script("backup.sh", tree, args, kind=kind, **more)
    run.exits(status)
    run.changes_nothing()
    run.complains(*words)
    prints_nothing(run)
    run.that(
        not words or run.err.startswith(words[0]),
        f"standard error should begin with {words[0] if words else ''!r}, and says {run.err[:80]!r}"
    )


def prints_nothing(run):
    run.that(run.out == "", f"standard output should be empty, and holds {run.out[:80]!r}")


SRC = {
    "models/a.bin": check.file("aaa", 0o600), "models/deep/b": check.file("b", 0o755),
    "models/.c": check.file(""), "models/..d": check.file("d"), "models/empty": check.folder(0o700),
    "models/shared": check.folder(0o777), "models/shared/d": check.file("d", 0o666),
    "models/l": check.link("a.bin"), "models/read": check.file("r", 0o444),
    "models/odd": check.file("o", 0o645), "models/shut": check.folder(0o555),
    **{
        f"models/{name}": check.file(name)
        for name in ("x.part", "y.tmp", "z~", ".git/config", "node_modules/m")
    },
}
with grade("a first, a second and a third backup"):
    run = backup(SRC, "models", "backups", "-n", "2", keep=2, kind="no backup yet")
    for _ in range(2):
        run = backup(run.after, "models", "backups", "-n", "2", keep=2, kind="earlier backups")

with grade("one small case of each rule"):
    store = {
        f"my store/backup-{k}/x": check.file(k) for k in ("0003", "0006", "0009", "01", "test")
    }
    store |= {"my store/.part/mine": check.file("m"), "my store/backup-0042": check.file("a file")}
    backup(
        {**SRC, **store}, "models", "my store",
        kind="older backups, other things in DEST, and no -n"
    )
    for args in (["models"], ["models", "my store", "-n", "0"], ["models", "my store", "-n", "2x"]):
        refuses({**SRC, **store}, args, 2, f"the arguments {args}", "usage: backup.sh")
    refuses({**SRC, **store}, ["nowhere", "my store"], 1, "a SRC that isn't there")

### BEGIN HIDDEN TESTS
chance = check.dice("backup")
a, b, c, d = check.words(chance, 4)
OLD = {f"store/backup-{k:04}/{a}": check.file(str(k)) for k in (2, 4, 6, 9)}
OLD |= {f"store/backup-{k:04}": check.folder(days_old=days) for k, days in ((2, 1), (4, 30), (9, 60))}  # the highest isn't the newest by its time
# Where this is bash's start-up file, a disk that is full is an error that cp itself tells, and no signal that kills cp.
FULL = {"file_kb": 48, "env": {"BASH_ENV": "{root}/full-disk"}}

with grade("which backups stay"):
    backup({**SRC, **OLD}, "models", "store", kind="four older backups, and no -n")
    backup({**SRC, **OLD}, "models", "store", "-n", "1", keep=1, kind="-n 1")
    mine = {name: "1" for name in ("N", "n", "KEEP", "keep", "K", "k", "last", "LAST", "COUNT", "count", "max", "highest")}
    backup({**SRC, **OLD}, "models", "store", kind="variables of the caller's, and no -n", env=mine)
    for keep in (12, 100, 4321):
        backup({**SRC, **OLD}, "models", "store", "-n", str(keep), keep=keep, kind="-n more than there are")
    backup({**SRC, "store/backup-0007/x": "1"}, "models", "store", kind="a backup 0007")
    backup({**SRC, "store/backup-0099/x": "1", "store/backup-0100/x": "2"}, "models", "store", "-n", "2", keep=2, kind="backups 0099 and 0100")
    backup({**SRC, "store/backup-1899/x": "1", "store/backup-2009/x": "2"}, "models", "store", "-n", "1", keep=1, kind="backups 1899 and 2009", seconds=15)
    for keep in (1, 2, 3, 4):  # the last N numbers hold fewer than N backups
        gaps = {f"store/backup-{7 * n + chance.randrange(1, 6):04}/x": str(n) for n in range(5)}
        backup({**SRC, **gaps}, "models", "store", "-n", str(keep), keep=keep, kind="older backups with gaps between their numbers")
    for keep in (9, 10):
        many = {f"store/backup-{k:04}/x": str(k) for k in range(1, 12)}
        backup({**SRC, **many}, "models", "store", "-n", str(keep), keep=keep, kind=f"-n {keep}, and eleven older backups")
    others = {"store/backup-old/x": "1", "store/backup-test/x": "1", "store/notes": "2", "store/backup-00001/x": "3", "store/backup-0042": "a file", "store/backup-12/x": "4", "store/.keep": ""}
    work = ("tmp", ".tmp", ".part", ".partial", ".new", ".incomplete", ".backup.tmp", "backup.tmp", "backup-new", "backup-tmp", "backup-0010.tmp", "backup-0010.part", ".backup-0010.tmp",
            ".part.17", ".tmp.17", ".new.17", ".backup.17", ".backup-0010.17", "backup-0010.17", "part.17", "tmp.17", "tmp.abcd",
            ".part-17", ".tmp-17", ".new-17", ".backup-17", ".backup-0010-17", "part-17", "tmp-17", "backup-17", ".part17", ".17", ".part_17", ".incomplete-17")
    others |= {"store/old-backup-0042/x": "1", "store/xbackup-0041/x": "1", "store/0044/x": "1", "store/backup-backup-0045/x": "1"}
    before, number, after = ("", ".", "backup", ".backup", "backup-0010", ".backup-0010", "tmp", ".tmp", "part", ".part", "new", ".new", ".copy"), (".17", "-17", "_17", ".aB3x"), ("", ".part", ".tmp", ".new", ".partial")
    others |= {f"store/{one}{other}{end}": check.folder() for one in before for other in number for end in after}
    others |= {f"store/{name}/mine": "5" for name in work} | {"backup-0003/x": "6", "store/backup-0043.tar": "7", "store/old/backup-0001/x": "8"}
    backup({**SRC, **OLD, **others}, "models", "store", "-n", "1", keep=1, kind="other things in DEST")

with grade("paths and names"):
    for kind in ("a name with spaces", "a name that begins and ends with a blank", "a name that ends with a newline", "a name with an equals sign", "a name with glob characters", "a name with quotes and a dollar sign", "a name that isn't ASCII"):
        name, dest = check.hostile_name(kind, a), check.hostile_name(kind, f"{a}s")
        tree = {f"{name}/{check.hostile_name(kind, b)}": check.file("x", 0o640), f"{name}/l": check.link(check.hostile_name(kind, c)), f"{name}/ l/e": check.folder()}
        backup({**tree, f"{dest}/backup-0001/x": "1"}, name, dest, "-n", "1", keep=1, kind=f"in SRC and DEST, {kind}")
    here = {f"{a}/{path}": entry for path, entry in SRC.items()}
    backup({**here, **SRC}, "models", "store", kind="relative paths, from another folder", inside=a)
    backup(SRC, ".", "../store", kind="the current folder as SRC", inside="models")
    for dest in ("./store", "my-store/a-b", "backup-2024", "store//old", "backup-0001/backup-0002"):
        old = {f"{posixpath.normpath(dest)}/backup-0003/x": "1", f"{posixpath.normpath(dest)}/backup-0007/x": "1"}
        backup({**SRC, **old}, "models", dest, "-n", "2", keep=2, kind=f"{dest} as DEST")
    backup({**SRC, b: check.folder()}, "{root}/models", "{root}/new/store", kind="absolute paths, and a DEST that isn't there", inside=b)
    backup({a: check.folder(), "models": check.folder(0o750)}, "models/", f"{b}/{c}", kind="an empty SRC, with a slash at its end")

with grade("wrong arguments"):
    backup({**SRC, **OLD}, "models", "store", "-n", "2", keep=2, kind="arguments that are right")
    tree = {**SRC, **OLD, "-n/x": "1", "2/x": "2"}
    wrong = ([], ["--help"], ["-h"], ["models"], ["models", "store", "-n"], ["models", "store", "2"], ["models", "store", "-n", "0"], ["models", "store", "-n", "x"],
             ["models", "store", "-n", "-1"], ["models", "store", "-n", ""], ["models", "store", "-n", "1.5"], ["models", "store", "-n", "2", "3"],
             ["models", "store", "-k", "2"], ["-n", "2", "models", "store"], ["models", "-n", "2", "store"], ["models", "store", "-n", "+2"], ["models", "store", "-n", " 2"],
             ["models", "store", "-n", "2x"], ["models", "store", "-n", "2\nx"], ["models", "store", "-n", "2\n"], ["models", "store", "-n2"], ["models", "store", " -n", "2"], ["models", "store", "-nn", "2"], ["models", "store", "--keep", "2"], ["models", "store", "--n", "2"], ["models", "store", "-N", "2"], ["models", "store", "n", "2"], ["models", "store", "--", "2"], ["models", "store", "-?", "2"], ["models", "fresh", "-n", "0"], ["nowhere", "store", "-n", "x"], ["models", "store", "more"])
    for args in wrong:
        refuses(tree, args, 2, f"the arguments {args}", "usage: backup.sh")


def fails(tree, src, dest, kind, **more):
    """A new DEST may stay, if it is empty."""
    run = check.run_script("backup.sh", tree, [src, dest], kind=kind, **more)
    run.exits(1)
    run.complains()
    prints_nothing(run)
    run.leaves({**run.before, **{path: entry for path, entry in run.after.items() if path == dest and path not in run.before and entry[0] == "folder"}})


with grade("failures leave everything as it was", weight=2):
    backup({**SRC, **OLD}, "models", "store", "-n", "2", keep=2, kind="a SRC that is there")
    refuses({**SRC, **OLD}, ["nowhere", "store", "-n", "1"], 1, "a SRC that isn't there")
    fails({**SRC, **OLD}, "nowhere", "fresh", "a SRC that isn't there, and no DEST")
    fails({**SRC, a: "file"}, a, "store", "a file as SRC")
    refuses({**SRC, a: "file"}, ["models", a], 1, "a file as DEST")
    refuses({**SRC, a: "file"}, ["models", f"{a}/{b}"], 1, "a DEST below a file")
    big = {**SRC, "models/a.huge": check.file("x" * 90_000), "full-disk": "trap '' XFSZ\n"}
    for store, kind in (("store", ""), (f"{a} store", ", and a blank in DEST")):
        there = {path.replace("store", store, 1): entry for path, entry in OLD.items()} | {f"{store}/.part/mine": "5", f"{store}/tmp/mine": "6"}
        there |= {f"{part}/mine": "7" for part in store.split() if part != store}
        refuses({**big, **there}, ["models", store, "-n", "1"], 1, f"a disk that is full in the middle of the copy{kind}", **FULL)
    refuses({**big, "store": check.folder()}, ["models", "store"], 1, "a disk that is full in the middle of the copy, and an empty DEST", **FULL)
    fails(big, "models", "fresh", "a disk that is full in the middle of the copy, and a new DEST", **FULL)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## A night's work, lost
#
# The backup is written, and a second break fits here. The last half hour is about the launcher.
#
# When a terminal closes, because the laptop sleeps or the train enters a tunnel, its programs get
# the signal HUP ("hang up") and end. `nohup command &` starts one that doesn't care:
#
#     nohup ./train > train.log 2>&1 &
#
# The program goes on, in the background, and the script needn't wait for it. If it does, `wait $!`
# gives the program's status.

# %%
quiz(
    "Which status is printed?",
    runs="""%%bash
false
printf 'finished '
echo "with status $?" """,
    right="finished with status 0",
    wrong={
        "finished with status 1": (
            "`false` did end with 1. But `$?` is the status of the *last* command, and that was "
            "`printf`."
        ),
        "with status 1": "Without `set -e`, a failure doesn't stop the script.",
    },
    because=(
        "`printf` succeeded, and its 0 took the place of the 1. Keep a status in a variable, at "
        "once."
    ),
)

# %% [markdown]
# Now read the launcher again, with all of that in mind.

# %%
!cat data/train_launch.sh

# %% [markdown]
# ## S18 · Repair the launcher
#
# **Level 4 · 20 minutes · 7 points**
#
# Six faults are planted in it. Write the repaired `train_launch.sh RUN DATA [ARG...]`. The programs
# `./prepare` and `./train` stand in the current folder. The launcher
#
# 1. ends with a status that isn't 0, and a message on standard error, *before it does anything*, if
#    `SCRATCH` is not set or empty,
# 2. makes `$SCRATCH/RUN` an empty folder (hidden files go, too; what else is in `$SCRATCH` stays),
#    and the folder `runs/RUN`, with the folders above them; what is in `runs/RUN` already stays,
#    but for the two logs, which are replaced. RUN, DATA and SCRATCH may hold blanks, `%` and
#    glob characters, and don't begin with a dash; RUN holds no `/`; SCRATCH may be an absolute path,
# 3. runs `./prepare DATA`, once; its standard output is shown and saved in `runs/RUN/prepare.log`,
#    its standard error only shown. If it fails, the launcher ends with the same status at once,
#    without training (what it printed is shown and saved all the same; no record is written),
# 4. runs `./train ARG...`, with the arguments unchanged, both streams to `runs/RUN/train.log`. The
#    training goes on when the terminal hangs up (the launcher needn't),
# 5. waits for it, appends the two lines `RUN finished` and `status S` to `runs/history.log`, where
#    S is the status of `train`, and ends with S.
#
# It prints nothing else on standard output, and makes and changes nothing else.
#
# Each fault costs a part of the points of its own.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go through it line by line: what if this is unset, has a blank in it, fails, or the terminal is
# gone?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Each fault has a section: an unset variable (this lesson), a pipe's status (lesson 2), quotes and
# arguments (lesson 1). The last two have theirs just above: a status that is gone, and a terminal
# that hangs up.
#
# </details>
# <details><summary>Hint 3</summary>
#
# With `pipefail`, `… | tee … || exit` keeps the status of what failed; without a number, `exit`
# passes it on. The training gets `nohup` in front, and its status is kept in the line after `wait`.
# Symptoms: the hidden file is still there, so only `*` was removed; `status 0` in the record, so
# something ran before you kept it.
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
PREPARE = """#!/bin/sh
for a; do printf "prepared [%s]\\n" "$a"; done
echo "a note" >&2
echo x >> prepared
exit ${PREPARE:-0}
"""
TRAIN = (
    '#!/bin/sh\nfor a; do printf "[%s]\\n" "$a"; done\necho loss >&2\necho x >> trained\nsleep '
    '${NAP:-0}\necho late\necho saved > model\nexit ${TRAIN:-0}\n'
)


def launch(
    run="r1", data="data", args=("a",), kind="", scratch="scratch", hang_up=None, more=None, **env
):
    tree = {
        "prepare": check.file(PREPARE, 0o755), "train": check.file(TRAIN, 0o755),
        f"{scratch or 'scratch'}/{run}/old": "x", "runs/history.log": "old\n"
    }
    env = {
        **({"SCRATCH": scratch} if scratch is not None else {}),
        **{name: str(value) for name, value in env.items()}
    }
    tree |= more or {}
    return check.run_script(
        "train_launch.sh", {path: entry for path, entry in tree.items() if entry},
        [run, data, *args], env=env, kind=kind, hang_up=hang_up
    )


def went_well(seen, run="r1", data="data", args=("a",), status=0, scratch="scratch"):
    seen.prints(f"prepared [{data}]\n")
    seen.that(
        "a note" in seen.err,
        f"standard error should show that of ./prepare, 'a note', and holds {seen.err!r}"
    )
    for name, made in (("prepare", "prepared"), ("train", "trained")):
        times = len(seen.file(made).split()) if made in seen.after else 0
        seen.that(times == 1, f"it should run ./{name} once, and ran it {times} times")
    logged = [
        line for line in seen.file(f"runs/{run}/train.log").splitlines()
        if not line.startswith("nohup:")
    ]
    expected = [*(f"[{arg}]" for arg in args), "loss", "late"]
    seen.that(
        logged == expected,
        f"runs/{run}/train.log should hold the lines {expected}, and holds {logged}"
    )
    kept, history = seen.file(f"runs/{run}/prepare.log"), seen.file("runs/history.log")
    seen.that(
        kept == seen.out, f"runs/{run}/prepare.log should hold {seen.out!r}, and holds {kept!r}"
    )
    old = "old\n" if "runs/history.log" in seen.before else ""
    record = f"{old}{run} finished\nstatus {status}\n"
    seen.that(history == record, f"runs/history.log should hold {record!r}, and holds {history!r}")
    place = f"{scratch}/{run}"
    left = [path for path in seen.after if path.startswith(f"{place}/")]
    seen.that(
        place in seen.after and not left,
        f"the folder {place} should be there and empty; " + (
            f"it holds {left}" if left else "it isn't there"
        )
    )
    new = {
        path: None for path in (
            "prepared", "trained", "model", scratch, place, "runs", f"runs/{run}",
            f"runs/{run}/train.log", f"runs/{run}/prepare.log", "runs/history.log"
        )
    }
    others = {path: entry for path, entry in seen.after.items() if path not in new}
    before = {
        path: entry for path,
        entry in seen.before.items() if path not in new and not path.startswith(f"{place}/")
    }
    changed = [
        path for path in sorted(before.keys() | others.keys())
        if before.get(path, ())[:3] != others.get(path, ())[:3]
    ]
    seen.that(
        not changed, f"nothing else should be made, changed or removed, and these are: {changed}"
    )


def stops_at_once(seen):
    """Fail unless it ended before it did anything, and said why."""
    for name, made in (("prepare", "prepared"), ("train", "trained")):
        seen.that(made not in seen.after, f"it went on without SCRATCH, and ran ./{name}")
    seen.changes_nothing()
    seen.fails()
    seen.complains()


with grade("an ordinary night"):
    seen = launch(kind="an ordinary night")
    went_well(seen)
    seen.exits(0)

with grade("one small case of each fault"):
    args = ("a b", "", "*")
    seen = launch(
        "r 1", "my data", args, "blanks, odd arguments, a training that fails", "s c", TRAIN=3,
        more={"s c/r 1/.hidden": "x"}
    )
    went_well(seen, "r 1", "my data", args, 3, "s c")
    seen.exits(3)
    seen = launch(kind="a preparation that fails", PREPARE=4)
    seen.that("trained" not in seen.after, "it trained all the same")
    seen.exits(4)
    seen = launch(kind="SCRATCH empty", scratch="")
    stops_at_once(seen)

### BEGIN HIDDEN TESTS
a, b, c = check.words(check.dice("train-launch"), 3)

with grade("the terminal hangs up"):
    seen = launch(kind="a terminal that hangs up during the training", hang_up="trained", NAP=0.3)
    seen.that("model" in seen.after, "the training ended with the terminal, before it saved its model")
    seen.that("late" in seen.file("runs/r1/train.log").split(), "what the training says after the terminal has gone should be in train.log, too")

with grade("the preparation fails"):
    seen = launch(kind="a preparation that fails", PREPARE=3)
    seen.that("trained" not in seen.after, "it trained all the same")
    seen.exits(3)
    seen.prints("prepared [data]\n")
    kept = seen.file("runs/r1/prepare.log")
    seen.that(kept == seen.out, f"prepare.log should hold what ./prepare printed, {seen.out!r}, and holds {kept!r}")
    history = seen.file("runs/history.log")
    seen.that(history == "old\n", f"runs/history.log should stay as it was, and holds {history!r}")
    for text in ("two\n\n\nand no newline", "", "-n\n", "blank lines\n\n\n", "  blanks at both ends \n\tand tabs\t\r\n"):
        prepare = check.file(f"#!/bin/sh\nprintf '%s' '{text}'\necho x >> prepared\n", 0o755)
        seen = launch(kind="a preparation that prints blank lines, or nothing", more={"prepare": prepare})
        seen.prints(text)
        kept = seen.file("runs/r1/prepare.log")
        seen.that(kept == text, f"prepare.log should hold what ./prepare printed, {text!r}, and holds {kept!r}")

with grade("arguments with blanks"):
    args = (f"{a} {b}", "", "*", f"--name={c}  x")
    went_well(launch(args=args, kind="arguments with blanks, and an empty one"), args=args)
    for args in ((), ("",), ("--help",), ("-n", "--", "-")):
        went_well(launch(args=args, kind=f"the arguments {list(args)} for the training"), args=args)

with grade("names with blanks and stars"):
    run = f"{a}  {b} *"
    seen = launch(run, f"my {c} *", kind="RUN and DATA with blanks", scratch="s c [1]")
    went_well(seen, run, f"my {c} *", scratch="s c [1]")
    near = {f"scratch/{name}/keep": "1" for name in (f"{a}{b}", f"{a}x", f"{a}*{b}", "x")}
    went_well(launch(f"{a}*", kind="RUN is a pattern that other folders fit", more=near), f"{a}*")
    went_well(launch(f"{c}?", "t*", kind="DATA is a pattern that files here fit"), f"{c}?", "t*")
    seen = launch(f" {a} ", f" {c} ", kind="RUN and DATA that begin and end with a blank", scratch=" s ")
    went_well(seen, f" {a} ", f" {c} ", scratch=" s ")
    signs = f"{a} 50% %s"
    seen = launch(signs, f"{c} %d", kind="RUN and DATA with a %")
    went_well(seen, signs, f"{c} %d")

with grade("folders that exist, and those that don't"):
    more = {"scratch/other/keep": "1", "scratch/.keep": "2", "scratch/r1x/keep": "3", "scratch/r1/.hidden": "4", "scratch/r1/deep/.x/y": "5", "scratch/r1/..cache": "9", "scratch/r1/newest": check.link("../other")}
    more |= {"runs/r1/model.bin": "6", "runs/r1/eval.log": "6", "runs/r1/train.log": "old\nold\nold\n", "runs/r1/prepare.log": "old\n", "runs/r0/train.log": "7", "data": "8"}
    went_well(launch(kind="other runs in the scratch folder, hidden files, and an earlier run of that name", more=more))
    went_well(launch(kind="no folder runs, and no scratch folder", more={"scratch/r1/old": "", "runs/history.log": ""}))
    went_well(launch(kind="SCRATCH as an absolute path", scratch="{root}/scratch", more={"{root}/scratch/r1/old": "", "scratch/r1/old": "x"}))

    prepare = check.file('#!/bin/sh\nls -A scratch/r1 > found\necho batch > scratch/r1/batch\necho x >> prepared\n', 0o755)
    train = check.file('#!/bin/sh\ncat scratch/r1/batch\necho half > scratch/r1/half\necho x >> trained\n', 0o755)
    seen = launch(kind="programs that keep something in the scratch folder", more={"prepare": prepare, "train": train})
    seen.that(seen.file("found") == "", f"./prepare should find the folder scratch/r1 empty, and found {seen.file('found')!r}")
    seen.that("batch" in seen.file("runs/r1/train.log").split(), "what ./prepare leaves in scratch/r1 should be there for ./train")
    left = sorted(path for path in seen.after if path.startswith("scratch/r1/"))
    seen.that(left == ["scratch/r1/batch", "scratch/r1/half"], f"what the programs left in scratch/r1 should stay there, and there is {left}")

with grade("SCRATCH is not set"):
    went_well(launch(kind="SCRATCH set"))
    for scratch, kind in ((None, "SCRATCH not set"), ("", "SCRATCH empty")):
        seen = launch(f"no-such-folder-{a}", kind=kind, scratch=scratch)
        stops_at_once(seen)

with grade("the status of the training"):
    seen = launch(kind="a training that reads the record", more={"train": check.file("#!/bin/sh\ncat runs/history.log > model\n", 0o755)})
    came = seen.file("model")
    seen.that(came == "old\n", f"runs/history.log should not change before the training has ended, and held {came!r}")
    for status in (1, 137):
        seen = launch(kind="a training that fails", TRAIN=status)
        went_well(seen, status=status)
        seen.exits(status)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Both, at work
#
# Mira's questions, with your own scripts: two backups of a small folder of models, and one night
# with a training that fails (status 3), on a terminal that nobody watches.

# %%
practice.make("practice/night", practice.NIGHT)
practice.run("backup.sh", "models", "store", "-n", "1", inside="practice/night")
practice.run("backup.sh", "models", "store", "-n", "1", inside="practice/night")
practice.run("backup.sh", "models", inside="practice/night")
practice.run("train_launch.sh", "tides", "my data", inside="practice/night", SCRATCH="scratch")

# %%
%%bash
cd practice/night
ls store 2> /dev/null || true
cat runs/history.log 2> /dev/null || true

# %% [markdown]
# With both written, the store holds `backup-0002` alone, since one was to stay, and the call
# without a place ended with a usage text and status 2. The launcher ends with 3, and the record
# says `status 3`. The old one would have written `status 0`: the `$?` in its last line is the
# status of the `echo` before it. That is why the record said that all was well.
#
# What is not shown: that the backup can be *restored*. A backup that was never restored is a hope.
# Copy one back now and then, and compare.
#
# ## Summary
#
# - `. ./file` reads settings into this shell. A child gets exported variables only, as a copy.
#   Aliases are for the keyboard.
# - `set -euo pipefail`; usage text and status 2 for wrong arguments; `${NAME:?}` for what must be
#   set.
# - Work under a temporary name, `mv` when it's whole, delete last.
# - `nohup` outlives the terminal; keep `$?` before the next command takes it.
