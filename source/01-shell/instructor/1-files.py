# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Files, names and permissions
#     minutes: 90
#     prerequisites: [00-welcome/1-welcome]
#     summary: Find your way on a server, handle any file name, copy what matches a pattern, and set permissions.
# ---

# %% [markdown]
# # Files, names and permissions
#
# After this lesson you can
#
# - say why servers run Linux, and what a shell and a distribution are,
# - move around with `pwd`, `ls` and `cd`, and make, copy and move things with `mkdir`, `cp` and
#   `mv`,
# - write a script that works for *every* file name, also one with spaces, a newline or a leading
#   dash,
# - choose files by a pattern, and set their permissions,
# - find help with `man`, leave `vi`, and know when `sudo` is needed.
#
# You need a little Python from before, such as a loop and an `if`. You need no shell at all. Plan
# two sittings, each of less than an hour, with a break after S1.

# %% role="read-only" id="files-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## A machine without a screen
#
# You have joined Harbour, a small team. Its model answers questions about ferry timetables: "When
# does the last boat leave on Sunday?" The model runs on a rented server in a data centre. The
# server has no screen and no mouse. You reach it over the network, and what you get is a line that
# waits for text.
#
# On your first day Mira, who runs the server, writes: "The disk is nearly full, and somebody made
# our key readable for everybody. **Which files fill the disk? Are the tables of 2024 safe? Is the
# key closed?** I need it by noon. And make the folders for our new project, `tides`." At the end of
# this lesson, four small scripts of yours do that.
#
# The line that waits for your text is a **CLI**, a command line interface. The desktop of your
# laptop is a **GUI**, a graphical user interface. A GUI is kinder for looking around. A CLI is
# better for work that has to be repeated. What you typed today can be saved in a file, run again
# tomorrow, or run on forty servers at once, at night and without you.
#
# Three words that get mixed up:
#
# | word | what it is | examples |
# |---|---|---|
# | kernel | the core of the system; it shares out processors, memory, disks and network | Linux |
# | distribution | a kernel plus thousands of programs, packed to fit together, with updates | Debian, Ubuntu, Fedora, Alpine |
# | shell | the program that reads your commands and starts other programs | `bash`, `dash`, `zsh` |
#
# Most servers, and nearly all that train models, run **Linux**. It costs nothing per machine, so
# nobody counts licences when a hundred are started. It runs for months without a restart.
# Everything can be done from text, so everything can be automated. And GPU drivers, containers and
# PyTorch are built for it first.

# %% [markdown]
# ## The shell from a notebook
#
# There are three ways, and you need all of them. The first is an exclamation mark: `!command` runs
# one line and shows what it prints. `echo` prints its arguments.

# %%
!echo "Hello from the shell"

# %% [markdown]
# The second is for several lines:
#
# - A cell that begins with `%%bash` runs all its lines in one shell.
# - A cell that begins with `%%writefile name.sh` doesn't run anything: it saves the cell in a file.
#   That's how you hand in the answers of this unit. Each answer is a **script**: a file of
#   commands.
#
# `pwd` (print working directory) says where you are. `cd` changes where you are.

# %%
%%bash
pwd
cd data/harbour
pwd

# %% [markdown]
# Now the first wrong turn. Where are we *after* that cell? Answer before you run the next one.

# %%
quiz(
    "In which folder does the next cell, `!pwd`, begin?",
    right="where the notebook stands",
    wrong={
        "in data/harbour": (
            "The shell that went there has ended. A new one begins where the notebook stands."
        ),
        "in your home folder": (
            "A terminal begins there. A cell's shell begins where the notebook stands."
        ),
    },
    because=(
        "Each cell starts a shell of its own, and what the last one did to itself is gone with "
        "it."
    ),
)

# %%
!pwd

# %% [markdown]
# Back where we began. Every `!` and every `%%bash` starts a new shell, and when it ends, its
# current folder and its variables are gone. A program can't change the one that started it. You'll
# meet this rule again when a script sets a variable "and it doesn't work".
#
# ## Looking around
#
# `ls` lists what is in a folder. Names that begin with a dot are **hidden**: `ls` leaves them out.

# %%
%%bash
cd data/harbour
ls

# %% [markdown]
# **Options** begin with a dash and change what a command does. `-a` shows hidden files too, `-l`
# gives one line each with permissions, size and time, and `-S` puts the biggest first.

# %%
%%bash
cd data/harbour
ls -a
echo "--- with -l, and the biggest first:"
ls -lS

# %% [markdown]
# The first character of a line of `ls -l` is the kind: `-` a regular file, `d` a folder
# ("directory"), `l` a symbolic link, which is a small file that only names another place. Then come
# the permissions, the number of links, the owner, the group, the size in bytes, the time of the
# last change, and the name. (The size of a folder is that of its list of names, and says nothing of
# the files in it. The `total` counts the blocks of the disk that all of them take.)
#
# Nearly every command has a manual page, and `man` opens it in a pager, which needs a terminal:
#
#     $ man ls      opens the page; /size searches, n goes on, q leaves
#
# Where `man` isn't installed (in most containers), `ls --help` is shorter and often enough. For
# commands that are built into the shell, such as `cd`, ask `help cd`. Both print more than a
# screen. `| head -n 3` keeps the first three lines; the next lesson is about that bar.

# %%
%%bash
ls --help | head -n 3
help pwd | head -n 3

# %% [markdown]
# `cat` prints whole files, one after the other. It is the quickest look into a small one.

# %%
!cat data/harbour/README.txt

# %% [markdown]
# ## Names that break scripts
#
# A file name on Linux may hold every character except `/` and the zero byte: spaces, quotes, `*`, a
# dash at the beginning, even a newline. People upload such files every day. A script that breaks on
# them works for months and fails on the day that matters.
#
# A **variable** is set by `name=value`, with no space round the `=`, and read by `$name`. Here is
# the trap: the shell splits what an **unquoted** variable holds at its spaces, and then treats `*`
# and `?` as patterns. `printf '[%s]\n'` prints each of its arguments in brackets, on a line of its
# own, so it shows what a command gets.

# %%
quiz(
    "How many pieces does `printf` get here? (Each becomes a line, and `wc -l` counts lines.)",
    runs="""%%bash
name='trip  report of May.txt'
printf '[%s]\\n' $name | wc -l""",
    number=4,
    wrong={
        1: "That is what `\"$name\"` would give. Without quotes the shell splits at the blanks.",
        5: "Two blanks in a row are one gap, so no empty argument comes of them.",
        3: "Count again: `trip`, `report`, `of`, and the rest.",
    },
    because="Each piece between blanks is an argument of its own.",
)

# %%
%%bash
name="trip report.txt"
printf '[%s]\n' $name
echo "and quoted:"
printf '[%s]\n' "$name"

# %% [markdown]
# ![The variable name holds the text trip report.txt. Without quotes, cat gets two arguments, trip and report.txt: two files that nobody has. In quotes it gets one, the file that was meant.](figures/words.svg)
#
# Without quotes, `cat $name` would ask for two files, `trip` and `report.txt`. Three habits cure
# nearly all of this:
#
# 1. **Quote every variable**: `"$name"`. In single quotes nothing is special. In double quotes `$`,
#    `` ` `` and `\` still are, so variables are filled in.
# 2. **Write `--` before names that come from outside**: `cat -- "$name"`. It ends the options, so a
#    file called `-n` stays a file. `./` before the name does the same.
# 3. **Let a glob make the list**, not `ls`. A **glob** is a pattern like `*.txt` that the shell
#    itself replaces by the names that match. Each name stays one piece, whatever it holds. `*`
#    alone is every name that isn't hidden.

# %%
%%bash
cd data/harbour
printf '[%s]\n' *
echo "--- names that end in .txt:"
printf '[%s]\n' *.txt

# %% [markdown]
# ### A loop, and a question about each name
#
# `for entry in *; do … done` runs its lines once for each name. `[ -d "$entry" ]` is a **test**:
# true for a folder. Mind the spaces inside the brackets. `if TEST; then … else … fi` runs the first
# lines if the test is true, and the others if not. A `;` ends a command, as a new line does, and
# `#` begins a comment.

# %%
%%bash
cd data/harbour
for entry in *; do
    if [ -d "$entry" ]; then
        echo "a folder: $entry"
    else
        echo "not a folder: $entry"
    fi
done

# %% [markdown]
# Other tests: `-f` is true for a regular file, and `-L` for a symbolic link. `-f` follows links, so
# a link to a file is true for both. `!` turns a test round, and `&&` joins two commands: the second
# runs only if the first was true.

# %%
%%bash
cd data/harbour
if [ -d models ] && [ ! -L models ]; then
    echo "models is a folder, and no link to one"
fi

# %% [markdown]
# One question before you rely on the loop:

# %%
quiz(
    "No file in `models` ends in `.txt`. What does this print?",
    runs="""%%bash
for entry in data/harbour/models/*.txt; do
    echo "$entry"
done""",
    right="data/harbour/models/*.txt",
    wrong={
        "nothing": (
            "That would be nice. But a glob that matches nothing stays as it is, so the loop runs "
            "once."
        ),
        "an error message": (
            "The shell doesn't mind. The command in the loop may, when it looks for that file."
        ),
    },
    because=(
        "A glob without a match is left as it was written, star and all. A test in the loop "
        "catches it."
    ),
)

# %% [markdown]
# ### Names in a list
#
# An **array** is a list of texts: `a=()` is an empty one, `a+=("$entry")` adds one text, `${#a[@]}`
# is how many there are, and `"${a[@]}"`, with the quotes, becomes each text as one argument. `-gt`
# in a test means "greater than".

# %%
%%bash
cd data/harbour
folders=()
for entry in *; do
    if [ -d "$entry" ]; then
        folders+=("$entry")
    fi
done
echo "there are ${#folders[@]} folders"
if [ "${#folders[@]}" -gt 0 ]; then
    ls -d -- "${folders[@]}"     # -d: the folders themselves, not what is in them
fi

# %% [markdown]
# Why ask for the length? With no names at all, `ls` lists the whole current folder, which is the
# opposite of nothing. And `*` that matched nothing did no harm: there is no folder called `*`, so
# the test left it out.
#
# ### A script, and the folder in which it runs
#
# Each answer of this unit is a script. Here is a small one. The first cell only saves it; the
# second runs it by `bash`, in another folder. (`..` is the folder above, so `../../here.sh` is the
# file two folders up.)

# %%
%%writefile here.sh
# Say where I run, and what is here.
pwd
ls

# %%
%%bash
cd data/harbour
bash ../../here.sh
echo "its exit status: $?"

# %% [markdown]
# A script works in the folder in which it is *run*, wherever its file stands. How it ended is its
# **exit status**, a number that the shell keeps in `$?`: 0 says that it went well.
#
# An answer cell looks like the first of the two. Keep its first line, and write your script in
# place of `# YOUR SCRIPT HERE` and of `exit 99`, which only says that nothing was written yet. Run
# the cell, so that the script is saved, and then the tests below it. They run it in small folders
# of their own. To try it by hand, add a cell like the second.

# %% [markdown]
# ## S1 · The biggest files
#
# **Level 2 · 20 minutes · 3 points**
#
# The server's disk is nearly full. Write `biggest.sh`. Run in any folder, it prints the names of
# the regular files there:
#
# - only what stands directly in the current folder; no folders, no hidden files, no symbolic links
#   (and no sockets, which programs talk through); no other kind stands there,
# - the biggest first; files of the same size in the order of their names (in byte order: `B`
#   comes before `a`; the tests set `LC_ALL=C`, with which `ls` and `sort` do so everywhere),
# - each name as it is, with a newline after it,
# - in a folder without such files: nothing, and exit status 0.
#
# It changes nothing, not even for a moment. Example: in a folder with `b.txt` (10 bytes), `a.txt` (10 bytes), `model.bin`
# (900 bytes), `.cache` and a folder `logs` it prints
#
#     model.bin
#     a.txt
#     b.txt

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `ls -S` sorts as asked, but it lists too much. Give it just the names that you want to see:
# collect them in an array first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Take the loop over folders above, with another test. A file is wanted if it is regular and *not* a
# link: two tests, joined by `&&`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If the array holds any, hand all of them to `ls -S`, quoted, with a `--` before them. Symptoms:
# the whole folder is listed, so the array was empty; the contents of a folder are listed, so a
# folder got in; a name comes in two pieces, so quotes are missing.
#
# </details>

# %% role="answer" id="biggest"
%%writefile biggest.sh
# Print the regular files of the current folder, the biggest first.
### BEGIN SOLUTION
files=()
for entry in *; do
    if [ -f "$entry" ] && [ ! -L "$entry" ]; then
        files+=("$entry")
    fi
done
if [ "${#files[@]}" -gt 0 ]; then
    ls -dS -- "${files[@]}"
fi
### END SOLUTION

# %% role="tests" id="biggest-tests" points=3
grade = check.parts(3)

with grade("the example"):
    example = {
        "b.txt": "x" * 10,
        "a.txt": "x" * 10,
        "model.bin": "x" * 900,
        ".cache": "x" * 2000,
        "logs/big.log": "x" * 5000,
    }
    check.run_script("biggest.sh", example, kind="the example").answers("model.bin\na.txt\nb.txt\n")

with grade("one small case of each rule"):
    sizes = {"nine": "x" * 9, "ten": "x" * 10, "hundred": "x" * 100, "none": ""}
    run = check.run_script(
        "biggest.sh", sizes, kind="sizes of one, two and three digits, and an empty file"
    )
    run.answers("hundred\nten\nnine\nnone\n")
    others = {
        "a": "x", "link": check.link("a"), "sub/b": "xx", ".c": "xxx", "socket": ("special", 0o755)
    }
    run = check.run_script(
        "biggest.sh", others, kind="a link, a folder, a hidden file and a socket"
    )
    run.answers("a\n")
    odd = {"trip report": "xxx", "-l": "xx", "a\nb": "x", "*": "xxxx"}
    run = check.run_script(
        "biggest.sh", odd, kind="names with a blank, a dash, a newline and a star"
    )
    run.answers("*\ntrip report\n-l\na\nb\n")
    check.run_script("biggest.sh", {"sub/b": "xx"}, kind="no regular file here").answers("")

### BEGIN HIDDEN TESTS
chance = check.dice("biggest")


def by_size(tree):
    names = [name for name, entry in tree.items() if entry[0] == "file" and "/" not in name and name[0] != "."]
    return "".join(f"{name}\n" for name in sorted(names, key=lambda name: (-len(tree[name][2]), name.encode())))


def some_files(names):
    """Files of different sizes, some of one digit and some of four: as text and in blocks they sort otherwise."""
    sizes = chance.sample([*chance.sample(range(2, 10), 3), *chance.sample(range(1000, 3000), len(names))], len(names))
    modes = (0o640, 0o755, 0o600, 0o711)  # every second file is a program
    return {name: check.file("x" * size, modes[n % 4]) for n, (name, size) in enumerate(zip(names, sizes))}


def expect(tree, kind):
    check.run_script("biggest.sh", tree, kind=kind).answers(by_size(tree))


with grade("folders, hidden files and links are left out"):
    a, b, c, d, e = check.words(chance, 5)
    tree = some_files([a, b, c, f".{d}", f"{e}/{a}"])
    expect(tree | {d: check.folder()}, "a folder and a hidden file")
    expect(tree | {f"{d}.txt": check.link(a), "lost": check.link("nowhere"), "dir": check.link(e)}, "symbolic links")
    expect(tree | {f"{d}.sock": ("special", 0o755)}, "a socket")
    expect(tree | {d: check.twin(tree[b], b)}, "two names (hard links) of one file")

with grade("files of the same size in the order of their names"):
    names = check.words(chance, 9)
    tree = {name: check.file("x" * chance.choice([9, 10, 100])) for name in names}
    expect(tree | {names[0].upper(): check.file("x" * 10)}, "many files of the same size")
    same = ["run10", "run9", "Run9", "_run", "run-9", "run.9", "run9a"]
    expect({name: check.file("x" * 700, days_old=chance.randrange(9)) for name in same}, "names with numbers, files of the same size")
    tides = [f"low tide {end}" for end in ("of May", "10", "9", "April", "_", "a", "b")]
    expect({name: check.file("x" * 700) for name in tides}, "names with one first word, files of the same size")

with grade("odd names, an empty folder, an empty file"):
    words = check.words(chance, 3)
    for suffix in ("", ".txt"):
        names = {check.hostile_name(kind, words[0], suffix) for kind in check.NAME_KINDS} - {"-"}
        expect(some_files(sorted(names) + words[1:]), "odd names")
        names = [f"{words[0]}{end}{suffix}" for end in ("~", "\tand more", "\t", "*", "@", "=", "|", "#", ".bak", ".tmp")]
        expect(some_files([*names, f"#{words[1]}", f"~{words[1]}", f"\t{words[1]}"]), "names with tabs, and names that end as backups do or as `ls -F` marks them")
    expect(some_files(check.words(chance, 130)), "more than a hundred files")
    expect({f"{words[0]}\n": check.file("x")}, "one file, whose name ends with a newline")
    some = some_files([*words[1:], "a file"])
    last = min(len(entry[2]) for entry in some.values())
    expect(some | {f"{words[0]}\n": check.file("x" * (last - 1))}, "a name that ends with a newline as the last")
    wide = {words[0]: "ü" * 30, words[1]: "x" * 40, words[2]: "模型" * 7}  # 60, 40 and 42 bytes
    expect({name: check.file(text) for name, text in wide.items()}, "files with letters of more than one byte")
    expect({}, "an empty folder")
    expect({"only": check.folder(), "only/inside": check.file("x")}, "no file but in a folder")
    expect({f"{words[1]} 1": check.file("")}, "one file, and it is empty")
    shut = some_files(words)
    check.run_script("biggest.sh", check.read_only(shut), inside="shut", kind="a folder that may only be read").answers(by_size(shut))
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Half-way: a good place for a break
#
# You can look around, go through any names with a loop, and your first script says which files fill
# the disk. In the second sitting you make, copy and move files, choose them by patterns, and set
# their permissions: three more scripts, and then Mira's answers. When you come back, first run the
# code cell at the top again, which fetches the helpers.

# %% [markdown]
# ## Making, copying, moving
#
# Four commands, and `>` after any command, which sends what it prints to a file (more on that in
# the next lesson):
#
# | command | what it does | worth knowing |
# |---|---|---|
# | `mkdir runs` | makes a folder | fails if it exists; `mkdir -p a/b/c` makes all that is missing, and is content if nothing is |
# | `cp a b` | copies a file | `cp -r` for folders; overwrites `b` without asking |
# | `mv a b` | moves or renames | the same command, because renaming is moving; overwrites too |
# | `rm a` | removes a file | at once, and nothing brings it back; `rm -r` for folders |
#
# %%
%%bash
mkdir -p practice/copies/a/b
mkdir -p practice/copies/a/b && echo "twice is fine"
cd practice/copies
echo "first run" > "run 1.txt"
cp -- "run 1.txt" "run 2.txt"
mv -- "run 2.txt" a/b/
ls . a/b

# %% [markdown]
# A variable can be changed while it is used. `${name%.txt}` drops an ending and `${name#run }` a
# beginning. `${path##*/}` drops the longest beginning that ends with a `/`, so the name without its
# folders stays. And bash has `${name//1/2}`: every `1` becomes a `2` (after a single slash, only the
# first).

# %%
%%bash
path="runs/may/run 11.txt"
name=${path##*/}
echo "$name"
echo "${name%.txt} | ${name#run } | ${name//1/2}"

# %% [markdown]
# A script gets its arguments as `$1`, `$2`, and so on. `$#` is their number, and `"$@"` is all of
# them, each in one piece. Here a cell writes a script, and the next one runs it:

# %%
%%writefile greet.sh
echo "the first of $# is [$1]"
printf '[%s]\n' "$@"

# %%
!bash greet.sh "last boat" "Poel"

# %% [markdown]
# The wrong turn: `mkdir runs` in a script that is run every night. The first night it works. From
# the second on it fails, and with `set -e` (lesson 5) it takes the rest of the script with it. A
# script that can be run twice with the same result is called **idempotent**. It is the most useful
# property that a script can have: the cure for "it stopped half-way" becomes "run it again".

# %% [markdown]
# ## S2 · A project skeleton
#
# **Level 2 · 12 minutes · 4 points**
#
# Every project of the team begins with the same folders. Write `skeleton.sh NAME`. It makes, below
# the current folder,
#
# - the folders `NAME/data/raw`, `NAME/src` and `NAME/notebooks`,
# - in `NAME/notebooks`, a copy of each file of the folder `templates`, with every space in its name
#   replaced by `_`.
#
# `templates` holds regular files only; hidden ones are not copied. The templates stay as they are.
# NAME isn't empty, and may hold any character except `/`; it is neither `templates` nor `.` or
# `..`. No two templates get one name. If folders or copies exist already,
# that's fine: copies are replaced, everything else in them stays. An empty `templates` is fine too.
# No output, also none on standard error, exit status 0.
#
# Example: with `templates/first look.ipynb`, `skeleton.sh tides` makes `tides/data/raw`,
# `tides/src` and `tides/notebooks/first_look.ipynb`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `mkdir -p` takes several folders at once, and `--` keeps a NAME that begins with a dash from being
# an option.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Loop over `templates/*`. Each path then begins with `templates/`. You have seen how to keep only
# what follows the last `/`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In the loop, copy only what is a regular file, to the folder of notebooks, under a name in which
# `${…//…/…}` has replaced the blanks: one slash there replaces only the first. Symptoms: a file
# called `*`, so the test is missing; an error from `cp` or `mkdir` about an option, so a `--` is.
#
# </details>

# %% role="answer" id="skeleton"
%%writefile skeleton.sh
# Usage: skeleton.sh NAME
### BEGIN SOLUTION
mkdir -p -- "$1/data/raw" "$1/src" "$1/notebooks"
for file in templates/*; do
    if [ -f "$file" ]; then
        name=${file##*/}
        cp -- "$file" "$1/notebooks/${name// /_}"
    fi
done
### END SOLUTION

# %% role="tests" id="skeleton-tests" points=4
grade = check.parts(4)


def with_skeleton(tree, name):
    """The tree as it should be afterwards. A mode of None: any."""
    new = {
        f"{name}/{part}": check.folder(None) for part in ("data", "data/raw", "src", "notebooks")
    }
    for path, entry in tree.items():
        file = path.removeprefix("templates/")
        if file != path and not file.startswith("."):
            new[f"{name}/notebooks/{file.replace(' ', '_')}"] = check.file(entry[2], None)
    return {
        **tree, name: check.folder(None),
        **{path: entry for path, entry in new.items() if "folder" not in entry or path not in tree}
    }


with grade("the example, twice"):
    tree = {
        "templates/first look.ipynb": check.file("{}"), "templates/plan.md": check.file("# Plan\n"),
        "other": check.file("x")
    }
    run = check.run_script("skeleton.sh", tree, ["tides"], kind="the example")
    run.answers("", with_skeleton(tree, "tides"))
    again = check.run_script("skeleton.sh", run.after, ["tides"], kind="the folders there already")
    again.answers("", with_skeleton(run.after, "tides"))

with grade("one small case of each rule"):
    tree = {
        "templates/a b  c": check.file("new"), "templates/.hidden": check.file("h"),
        "templates/plan": check.file("new"), "-n/notebooks/plan": check.file("old")
    }
    tree["-n/src/mine"] = check.file("mine")
    run = check.run_script(
        "skeleton.sh", tree, ["-n"],
        kind="NAME is -n; blanks in names, a hidden template, an old copy"
    )
    run.answers("", with_skeleton(tree, "-n"))
    empty = {"templates": check.folder()}
    run = check.run_script(
        "skeleton.sh", empty, ["low tide"], kind="NAME has a blank, and templates is empty"
    )
    run.answers("", with_skeleton(empty, "low tide"))

### BEGIN HIDDEN TESTS
chance = check.dice("skeleton")


def expect(tree, name, kind):
    check.run_script("skeleton.sh", tree, [name], kind=kind).answers("", with_skeleton(tree, name))


with grade("odd names of templates"):
    name, *words = check.words(chance, 4)
    for suffix in ("", ".txt"):
        tree = {f"templates/{check.hostile_name(kind, word, suffix)}": check.file(word) for kind in check.NAME_KINDS for word in words}
        expect(tree, name, "odd names in templates")
    expect({f"templates/{words[0]}\t{words[1]} b": check.file("tab"), f"templates/{words[1]}   c": check.file("three")}, name, "a tab, and three spaces in a row, in templates")
    expect({f"templates/.{words[0]}": check.file("hidden", 0o600), "templates/.b c": check.file("x"), f"templates/{words[1]}": check.file("y")}, name, "hidden files in templates")

with grade("odd names of the project"):
    for kind in check.NAME_KINDS:
        expect({"templates/a  b c.md": check.file("x")}, check.hostile_name(kind, chance.choice("abc")), f"as NAME, {kind}")

with grade("empty templates, and folders that exist"):
    a, b, c = check.words(chance, 3)
    expect({"templates": check.folder(), "notes": check.file("x")}, a, "an empty folder templates")
    tree = {f"templates/{b} 1": check.file("new\n", days_old=30), "templates/empty": check.file(""), "templates/two": check.file("same size")}
    old = {f"{a}/notebooks/{b}_1": check.file("old\n"), f"{a}/notebooks/{c}": check.file("mine\n", 0o600), f"{a}/src/{c}": check.file("x")}
    others = {f"{a}/data/raw/{b}": check.file("raw"), f"{a}/data/{c}.csv": check.file("1"), f"{a}/notebooks/two": check.file("SAME SIZE", days_old=60)}
    expect(tree | old | others, a, "a project that exists, with files of its own, and old copies")
    expect(tree | {f"{a}/src/{c}": check.file("x")}, a, "a project that has only the folder src")
    mine = {f"{a}/notebooks/{name}": check.file(f"my {name}") for name in (f"my {c} notes", f"{c}_mine", f" {b}", f"{b} 1")}
    expect(tree | mine, a, "notebooks of the user's own, with blanks in their names")
    twin = {f"{a}_{b}/notebooks/{c}": check.file("mine"), f"templates/{c} 1": check.file("new")}
    expect(twin, f"{a} {b}", "a NAME with a blank, and a project that has a _ there")
    expect(tree | {f"{a}/notebooks/{c}": check.file("x"), b: check.file("x")}, a, "a project that has only the folder notebooks")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Patterns: globs are not regular expressions
#
# Two languages of patterns live in the shell, and they look alike:
#
# | pattern | glob | regular expression |
# |---|---|---|
# | used by | the shell itself, `find -name`, `case` | `grep`, `sed`, `awk` |
# | `*` | any text, also none | the thing before it, any number of times |
# | `?` | exactly one character | the thing before it, once or not at all |
# | `.` | a dot | any one character |
# | covers | the whole name | any part of the line, unless anchored by `^` and `$` |
#
# One difference within the globs: the shell's `*` leaves out names that begin with a dot, and that
# of `find -name` takes them.
#
# So the files that end in `.csv` are `*.csv` as a glob and `\.csv$` as a regular expression. Put
# the one where the other belongs and it will nearly work. `grep PATTERN` keeps the lines in which a
# regular expression finds something, and `grep -c` counts them:

# %%
quiz(
    "Meant are files that end in `.csv`. How many of these three lines does `grep` keep?",
    runs="""%%bash
printf '%s\\n' run1.csv runcsv.txt notes.txt | grep -c '.csv'""",
    number=2,
    wrong={
        1: (
            "So it should be. But `.` is any one character, and nothing ties the pattern to the "
            "line's end."
        ),
        3: "`notes.txt` has no `csv` anywhere.",
    },
    because=(
        "In `runcsv.txt` the dot of the pattern finds the `n`, and a part of the line is enough."
    ),
)

# %%
%%bash
mkdir -p practice/patterns && cd practice/patterns
touch run1.csv run2.csv run2.csv.bak runcsv.txt       # touch: make an empty file
echo "glob *.csv:";              printf '%s\n' *.csv
echo "grep '.csv' (wrong):";     printf '%s\n' * | grep '.csv'
echo "grep '\.csv\$' (right):";  printf '%s\n' * | grep '\.csv$'
echo "glob that matches nothing:"; printf '%s\n' *.parquet

# %% [markdown]
# ![Three names under three patterns, with the part that fits marked. The glob *.csv covers the whole of run1.csv and fits no other name. grep '.csv' finds .csv in run1.csv and in run2.csv.bak, and ncsv in runcsv.txt. grep '\.csv$' finds .csv at the end of run1.csv, and nothing in the others.](figures/patterns.svg)
#
# The glob took the two tables. `.csv` as a regular expression also took the old copy and
# `runcsv.txt`. With `\.` and `$` it took just the two.
#
# The last line is the surprise you have met already: a glob that matches nothing stays as it is.
# `cp *.parquet archive/` then complains about a file called `*.parquet`. Two cures: test for a
# regular file in the loop, or say `shopt -s nullglob` in bash, and the pattern becomes nothing.
#
# `case` compares a text with globs, one after the other, and takes the first that fits. `||
# continue` after a test means: if it was false, go on with the next round of the loop. (`&&` is for
# "if true", `||` for "if false".)

# %%
%%bash
for name in run1.csv run2.csv.bak notes-draft.md ""; do
    [ -n "$name" ] || continue       # -n: not empty
    case $name in
        *draft*) echo "$name: a draft" ;;
        *.csv)   echo "$name: a table" ;;
        *)       echo "$name: something else" ;;
    esac
done

# %% [markdown]
# The empty text printed nothing, since `continue` skipped it. `run2.csv.bak` is no table: a glob
# covers the whole name. And a `draft.csv` would be a draft, since the first pattern that fits wins.

# %% [markdown]
# ## S3 · The tables of 2024
#
# **Level 2 · 10 minutes · 4 points**
#
# Write `collect.sh`. It copies from the folder `reports` into the folder `archive` (both below the
# current folder) every regular file
#
# - that stands directly in `reports`,
# - whose name begins with `2024-` and ends with `.csv`,
# - and has no `draft` in it (what the file holds doesn't matter).
#
# Capital letters count as different letters. Folders with such a name, and hidden files, are not
# copied; `reports` holds no symbolic links. `archive` is made if it isn't there; what it holds
# already stays, except that a copy replaces a file of the same name. When nothing matches,
# `archive` is there afterwards, and nothing is copied. `reports` is there, and no folder in
# `archive` is called like a copy. No output, also none on standard error, exit status 0.
#
# Example: of `2024-01.csv`, `2024-02-draft.csv`, `2023-2024-01.csv` and `2024-03.csv.bak`, only
# `2024-01.csv` is copied.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One glob covers folder, beginning and ending of the name. Drafts are best thrown out inside the
# loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In the loop, skip with `continue` what isn't a regular file: that covers folders and the pattern
# that matched nothing.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A `case` of the name without its folder, as in the example above, goes on with the next file at a
# draft; what is left is copied. The folder `archive` is made before the loop, not in it. Symptoms:
# an error about `2024-*.csv`, so the test is missing; nothing is copied, so the pattern was compared
# with the folder's name, too.
#
# </details>

# %% role="answer" id="collect"
%%writefile collect.sh
# Copy the finished tables of 2024 from reports to archive.
### BEGIN SOLUTION
mkdir -p archive
for file in reports/2024-*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -- "$file" archive/
done
### END SOLUTION

# %% role="tests" id="collect-tests" points=4
grade = check.parts(4)


def collected(tree):
    """The tree as it should be afterwards."""
    new = {}
    for path, entry in tree.items():
        name = path.removeprefix("reports/")
        if entry[0] == "file" and name != path and "/" not in name and name.startswith("2024-"):
            if name.endswith(".csv") and "draft" not in name:
                new[f"archive/{name}"] = check.file(entry[2], None)
    return {"archive": check.folder(None), **tree, **new}


def expect(tree, kind, inside=""):
    wanted = collected(tree)
    if inside:
        tree = {f"{inside}/{path}": entry for path, entry in tree.items()}
        wanted = {f"{inside}/{path}": entry for path, entry in wanted.items()}
    check.run_script("collect.sh", tree, kind=kind, inside=inside).answers("", wanted)


with grade("the example"):
    names = ["2024-01.csv", "2024-02-draft.csv", "2023-2024-01.csv", "2024-03.csv.bak"]
    expect({f"reports/{name}": check.file(name) for name in names}, "the example")

with grade("one small case of each rule"):
    tree = {
        f"reports/{name}": check.file("new") for name in (
            "2024-a b.csv", "2024-.csv", "2024-8.csv", "2024x.csv", "2024-a.CSV", "2024-Draft.csv"
        )
    }
    tree |= {
        "reports/2024-sub.csv/2024-b.csv": check.file("deep"),
        "archive/2024-8.csv": check.file("old"), "archive/mine": check.file("mine")
    }
    expect(tree, "a blank, an old copy, capitals, a folder")
    expect({"reports": check.folder()}, "an empty folder reports, and no archive")

### BEGIN HIDDEN TESTS
chance = check.dice("collect")


def reports(names):
    said = ("a draft no more\r\n", "\r\n")  # the word in a file's text says nothing of its name
    return {f"reports/{name}": check.file(name + said[n % 2], chance.choice([0o644, 0o600])) for n, name in enumerate(names)}


with grade("names that only look like tables of 2024, and drafts"):
    a, b, c = check.words(chance, 3)
    near = ["2024.csv", f"2024{a}.csv", f"20245-{a}.csv", f"2024_01-{b}.csv", f"{a}-2024-{b}.csv",  f"x2024-{a}.csv", f"2024-{a}csv", f"2024-{a}.CSV", f"2024-{a}.csv.gz", "202.csv", f"2024-{a}.csvx"]
    expect(reports([*near, f"2024-{b}.csv", "2024-.csv"]), "names that nearly match")
    expect(reports([f"2024-draft-{a}.csv", f"2024-{b}draft.csv", "2024-draft.csv", f"2024-Draft-{c}.csv", f"2024-{c}.csv"]), "drafts")

with grade("nothing matches"):
    expect(reports([f"2024-{b}.csv"]), "one file that matches")
    expect({"reports": check.folder(), "reports.csv": check.file("x"), "2024-07.csv": check.file("x")}, "an empty folder reports")
    expect(reports([f"{a}.csv", "2024-05-draft.csv"]), "no file that matches")
    expect(reports([f"{a}.csv"]) | {"archive/2024-00.csv": check.file("old")}, "no file that matches, and an archive")

with grade("odd names, folders, and an archive that exists"):
    a, b = check.words(chance, 2)
    names = [f"2024-{check.hostile_name(kind, word, suffix)}" for kind in check.NAME_KINDS for word, suffix in ((a, ".csv"), (b, " draft.csv"))]
    expect(reports([*names, *(check.hostile_name(kind, "2024-", ".csv") for kind in check.NAME_KINDS)]), "odd names in reports")
    tree = reports([f"2024-{a}.csv", f"2024-{b}.csv", "2024-x.csv/2024-y.csv", "deep/2024-v.csv", ".2024-z.csv"])
    tree |= {f"reports/2024-{c}.csv": check.file("new\n", days_old=30), "reports/2024-socket.csv": ("special", 0o755)}
    old = {f"archive/2024-{a}.csv": check.file("old\n"), f"archive/2024-{c}.csv": check.file("old\n"), "archive/keep": check.file("", 0o600)}
    expect(tree | old | {"archive/2024-draft.csv": check.file("mine")}, "an archive that exists, folders and a socket")
    expect({"reports/2024-empty.csv": check.file("")}, "an empty file")
    expect(reports([f"2024-{a}.csv", f"{b}.csv"]), "a current folder called like a draft", f"2024-{b} draft.csv")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Who may do what
#
# Every file has an owner, a group, and three times three permissions: read, write, execute, for the
# owner (`u`), the group (`g`) and all others (`o`). `ls -l` shows them as `rwxr-x---`. As a number,
# r is 4, w is 2 and x is 1, added up for each of the three. So this one is 750:
#
# ![The nine letters rwxr-x--- in three groups. The owner has r, w and x: 4 + 2 + 1 is 7. The group has r and x: 4 + 0 + 1 is 5. The others have nothing: 0. Together it is 750.](figures/modes.svg)
#
# | text | number | used for |
# |---|---|---|
# | `rwxr-xr-x` | 755 | scripts and programs, folders that all may enter |
# | `rw-r--r--` | 644 | ordinary files |
# | `rw-------` | 600 | keys and passwords; `ssh`, which connects you to a server, refuses a key that others can read |
# | `rwxrwxrwx` | 777 | nearly always a mistake: everybody on the machine may change it |
#
# `chmod` sets them, by number (`chmod 600 key`) or by letters (`chmod u=rw,go= key`). With letters
# and a plus sign, `chmod a+x`, it only *adds* to what is there, so the result depends on what was
# there.
#
# On a folder, x means "may enter". A folder without x is closed, whatever its files allow: `chmod
# -R 644 project` locks everybody but root out of `project`.
#
# `ls -l FILE | cut -c1-10` below shows the first ten characters of the line: the kind and the
# permissions. `./start.sh` runs the script in this folder: without a `/` in a command the shell looks
# for a program of that name elsewhere.

# %%
quiz(
    (
        "`start.sh` has mode 600, `-rw-------`. What does `ls -l` show after `chmod a+x "
        "start.sh`? (`a` is all three: u, g and o.)"
    ),
    right="-rwx--x--x",
    wrong={
        "-rwxr-xr-x": "A plus only adds what it names. Nobody gave group and others an `r`.",
        "-rwx------": "`a` means all three, so group and others get their `x` too.",
        "---x--x--x": "A plus keeps what was there. An equals sign would take `rw` away.",
    },
    because=(
        "It adds three times x to what was there, and nothing else: 711, which can't be read by "
        "others."
    ),
)

# %%
%%bash
mkdir -p practice/modes && cd practice/modes
echo 'echo started' > start.sh
chmod 600 start.sh;  ls -l start.sh | cut -c1-10
chmod a+x start.sh;  ls -l start.sh | cut -c1-10
chmod 755 start.sh;  ls -l start.sh | cut -c1-10
./start.sh

# %% [markdown]
# To change many files, below many folders, let `find` walk. It prints every path below a place that
# passes all its tests, and `-exec … {} +` runs a command with the paths found, any names, no
# quoting needed:

# %%
%%bash
find data/harbour -type f -name '*.txt'
echo "--- with their modes:"
find data/harbour -type f -name '*.txt' -exec ls -l {} + | cut -c1-10

# %% [markdown]
# Two tests one after the other must both be true. `-o` between two means "or", and brackets, `\(`
# and `\)`, hold them together:

# %%
%%bash
find data/harbour -type f \( -name '*.log' -o -name 'CURRENT' \)

# %% [markdown]
# `-type f` is what makes it safe: regular files only, no folders, no links. `chmod` on a link
# changes the file that it points to, wherever that is.
#
# ### When you may not
#
# Some changes need the administrator, called `root`. `sudo` runs one command as root, after asking
# for *your* password and writing it down in a log. In a notebook that usually fails, since there is
# no keyboard to ask. A session on the server:
#
# ```text
# $ mkdir /srv/models
# mkdir: cannot create directory '/srv/models': Permission denied
# $ sudo mkdir /srv/models
# [sudo] password for mira:
# $ sudo echo "ferry-2" > /srv/models/CURRENT
# bash: /srv/models/CURRENT: Permission denied
# $ echo "ferry-2" | sudo tee /srv/models/CURRENT
# ferry-2
# ```
#
# The third command failed, and it teaches the most: `sudo` makes `echo` run as root, but the `>` is
# done by *your* shell, before `sudo` starts. `tee FILE` writes what it reads to a file, so here the
# program that opens the file is the one that runs as root.
#
# `sudo` is not a cure for "Permission denied". First ask whose file it is, and whether you should
# write there at all.
#
# ## S4 · Scripts run, keys are secret
#
# **Level 2 · 10 minutes · 4 points**
#
# After an unlucky `chmod -R 777` the project's permissions are a mess. Write `modes.sh`. Below the
# folder `project` (at any depth, hidden or not)
#
# - every regular file whose name ends with `.sh` gets mode 755,
# - every regular file whose name ends with `.key` or `.pem` gets mode 600,
# - all other files and all folders keep their modes. Links are not followed: what one points to has
#   its mode by its own place and name.
#
# The folder is there. Contents never change. No output, also none on standard error, exit status 0,
# also when there is nothing to do.
#
# Example: `project/run.sh` (777) becomes 755, `project/certs/site.pem` (777) becomes 600,
# `project/data.csv` (664) and the folder `project/certs` (770) stay.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `find` below `project`, by kind and by name, names the scripts. The quotes round the pattern
# matter: without them the shell would replace it first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# "Ends with .key or .pem" is two tests with an `-o` between. Without the brackets, `-type f` holds
# for the first of them only.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Two calls of `find`, each with `-exec` and `chmod` and a number. Symptoms: "Permission denied", so
# a folder lost its x, and `-type f` is missing; a file outside of `project` changed, so a link was
# followed.
#
# </details>

# %% role="answer" id="modes"
%%writefile modes.sh
# Set the permissions of scripts and keys below project.
### BEGIN SOLUTION
find project -type f -name '*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
### END SOLUTION

# %% role="tests" id="modes-tests" points=4
grade = check.parts(4)


def repaired(tree):
    """The tree as it should be afterwards."""
    new = {}
    for path, entry in tree.items():
        if entry[0] == "file" and path.startswith("project/"):
            if path.endswith(".sh"):
                new[path] = check.file(entry[2], 0o755)
            elif path.endswith((".key", ".pem")):
                new[path] = check.file(entry[2], 0o600)
    return {**tree, **new}


def expect(tree, kind):
    check.run_script("modes.sh", tree, kind=kind).answers("", repaired(tree))


with grade("the example"):
    tree = {
        "project/run.sh": check.file("echo run\n", 0o777),
        "project/certs/site.pem": check.file("-----BEGIN", 0o777),
        "project/data.csv": check.file("a,b\n", 0o664),
        "project/certs": check.folder(0o770),
    }
    expect(tree, "the example")

with grade("one small case of each rule"):
    loose = [".hidden.sh", "a b.key", "a/b/-n.sh", "run.sh.bak", "xsh", "run.SH"]
    tree = {f"project/{name}": check.file("x", 0o777) for name in loose}
    tree |= {
        "project/old.key": check.folder(0o750), "project/old.key/in.pem": check.file("x", 0o666)
    }
    tree |= {"outside.sh": check.file("x", 0o600), "project/link.sh": check.link("../outside.sh")}
    expect(tree, "hidden and odd names, endings that only look so, a folder and a link")
    expect({"project/only.csv": check.file("x", 0o640)}, "nothing to do")

### BEGIN HIDDEN TESTS
chance = check.dice("modes")
MODES = [0o777, 0o644, 0o600, 0o700, 0o666, 0o755, 0o640, 0o711, 0o400, 0o4711]


def files(*paths):
    return {f"project/{path}": check.file(path, chance.choice(MODES)) for path in paths}


with grade("files that are neither script nor key, and any mode before"):
    a, b, c = check.words(chance, 3)
    near = (f"{a}.sh.bak", f"{a}sh", f"{b}.keys", f"{b}.pem.txt", f"{c}.SH", "key", "pem", f"{c}.shx", f"{c}.key.sh.txt", f"{c}.PEM", f"{a}key")
    expect(files(*near, f"{a}.sh", f"{b}.pem", f"{c}.key", f"{c}.key.sh", f"{c}.sh.pem"), "names that nearly match")
    each = {f"project/{b}/{mode:o}{end}": check.file("#!/bin/sh \r\n\r\necho \tx", mode) for mode in MODES for end in (".sh", ".key", ".pem", ".txt")}
    expect(each, "every mode before")

with grade("folders keep their modes, and links are left alone"):
    shut = {f"project/{a}.sh": check.folder(0o700), "project": check.folder(0o775)}
    shut |= {f"project/{name}": check.folder(0o750) for name in ("secret.key", "certs.pem", "empty.pem", "empty.key")}
    inner = (f"{a}.sh/{b}.txt", f"{a}.sh/{b}.sh", f"secret.key/{c}.pem", f"certs.pem/{c}.key", f"deep/{a}/{b}/{c}.sh", f"1/2/3/4/5/6/{c}.pem")
    expect({f"project/{path}": check.file(path, 0o666) for path in inner} | shut, "folders named like scripts and keys")
    outside = {"shared/tool.sh": check.file("x", 0o644), "shared/site.key": check.file("y", 0o640), "shared/site.pem": check.file("y", 0o644), f"{a}.sh": check.file("z", 0o600)}
    links = {f"project/{name}": check.link(f"../shared/{name}") for name in ("tool.sh", "site.key", "site.pem")}
    expect(files(f"{b}.sh") | outside | links | {"project/all": check.link("../shared")}, "symbolic links to files outside")
    pipes = {"project/socket.sh": ("special", 0o750), "project/socket.pem": ("special", 0o755), "project/socket.key": ("special", 0o700)}
    expect(files(f"{b}.sh", f"{b}.pem") | pipes, "sockets")

with grade("odd names, hidden files, nothing to do"):
    names = [check.hostile_name(kind, chance.choice("abc")) for kind in check.NAME_KINDS]
    tree = files(*(f"{name}{end}" for name in names for end in (".sh", ".key", ".pem", ".txt")), *(f"{name}.d/{name}.pem" for name in names))
    expect({path: check.file(entry[2], 0o666) for path, entry in tree.items()}, "odd names")
    hidden = (".hidden.sh", ".ssh/id.key", ".pem", ".sh", ".key", ".a/.b/.c.pem", ".git/hooks/run.sh", "node_modules/x/run.sh", "build/a.key", ".venv/lib/site.pem", ".cache/b.key")
    expect({f"project/{path}": check.file(path, 0o666) for path in hidden}, "hidden files")
    expect({"project": check.folder(0o770)}, "an empty folder")
    expect(files(f"{a}.csv") | {f"project/{b}.sh": check.file("", 0o600)}, "an empty file, and no key")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## An editor that is always there
#
# On a server there is no JupyterLab, but there is `vi`. It has been part of every Unix since the
# seventies. Newcomers get stuck in it because the keys don't type: `vi` has **three modes**.
#
# | mode | what keys do | how to get there |
# |---|---|---|
# | normal | each key is a command: `dd` deletes a line, `x` a character, `u` undoes | you begin here; `Esc` brings you back |
# | insert | keys type text | `i` before the cursor, `A` at the line's end, `o` on a new line below |
# | command line | a line at the bottom: save, leave, search | `:` from normal mode, then Enter |
#
# A guided session. The file `port.conf` has two lines, and the number is wrong:
#
#     vi port.conf        opens the file in normal mode, at its start
#     j                   one line down
#     dd                  delete this line
#     oport = 8443<Esc>   open a line below, type, back to normal mode
#     :wq<Enter>          write and quit.  :q! quits without saving
#
# If nothing works: `Esc`, then `:q!` and Enter. That is the one thing to remember.
#
# Practise (it gives no points): put the keys of your session into `keys`. The check plays them on a
# small model of `vi`, which knows `h j k l 0 $ gg G x dd p u i a A I o O`, `:w :q :wq :q!`, `<Esc>`
# and `<Enter>`.

# %%
keys = ""
practice.vi(keys, before="host = harbour\nport = 80\n", after="host = harbour\nport = 8443\n")

# %% [markdown]
# <details><summary>One solution</summary>
#
# `jddoport = 8443<Esc>:wq<Enter>`, as in the session above. A shorter try, `jA43<Esc>:wq<Enter>`,
# gives `8043`: `A` types behind the last character, and that is still the 0. With `$x` the 0 goes
# first: `j$xA443<Esc>:wq<Enter>`.
#
# </details>

# %% [markdown]
# One more helper of the terminal: `history` lists what you typed, the up arrow brings it back, and
# Ctrl-R searches in it. In a script or a notebook cell there is no history, since nobody typed.
# Passwords typed as part of a command stay in the history file; that is how they leak.

# %%
%%bash
set -o history        # switched on by hand, since this is no terminal
echo "a command"
history | tail -n 2

# %% [markdown]
# ## Noon: Mira's questions
#
# The next cell makes a small copy of her server in `practice/server`, and runs *your* four scripts
# there, one after the other. (`practice.run` is a helper of this unit. It says so if a script isn't
# written yet.)

# %%
practice.server("practice/server")
practice.run("biggest.sh", inside="practice/server")
practice.run("collect.sh", inside="practice/server")
practice.run("modes.sh", inside="practice/server")
practice.run("skeleton.sh", "tides", inside="practice/server")

# %%
%%bash
cd practice/server
find . -type f -path './archive/*'
find . -type f -path './tides/*'
ls -l project/certs/site.pem project/start.sh | cut -c1-10

# %% [markdown]
# Read it as Mira would. *What fills the disk?* The first name that `biggest.sh` prints: a core
# dump, which is what a program leaves when it crashes. No program needs it. The two models come
# next, and their order is that of their names, since they are of one size. `ls -a` would show one
# more: the hidden `.history`, which is bigger than all of them. Your script was told to leave
# hidden files out, so "the biggest" is only the biggest of what was asked.
#
# *Are the tables safe?* `archive` holds January and February, not the draft. *Is the key closed?*
# `-rw-------` means yes, and `-rwxr-xr-x` lets the script still run. What may not be concluded:
# that nobody read the key while it was open. A key that was readable for all gets replaced. And the
# project `tides` can begin: its first notebook is `first_look.ipynb`, without a space.
#
# ## Summary
#
# - You work on a server by text: a kernel (Linux), a distribution, a shell. `pwd`, `ls`, `cd`,
#   `mkdir`, `cp`, `mv`, `cat` and `echo` carry most of the day; `man` or `--help` explain the rest.
# - Each `%%bash` cell is a new shell. What a child changes for itself is gone with it.
# - Quote variables, put `--` before names, and let globs or `find` make lists. Then every file name
#   works.
# - A glob covers a whole name; a regular expression finds a part of a line. A glob without a match
#   stays as it is.
# - 755 for scripts, 600 for keys; never 777, and `chmod -R` with a number locks folders. `sudo`
#   covers the command, not the `>`.
# - In `vi`: Esc, `:wq` saves and leaves, `:q!` leaves.
