# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Changing many files, safely
#     minutes: 90
#     prerequisites: [01-shell/2-streams]
#     summary: Delete, edit and join many files without harming one that you didn't mean.
# ---

# %% [markdown]
# # Changing many files, safely
#
# After this lesson you can
#
# - delete exactly what you mean, with `find`, and hand its finds to `xargs` safely,
# - edit text in many files with `sed`, and leave everything else as it is, to the byte,
# - turn raw logs into a table: drop repeats, count, and join with metadata.
#
# It builds on lesson 2: pipes, `sort`, `awk`, redirection and exit status. Plan two sittings, each
# of less than an hour, with a break after S12.

# %% role="read-only" id="changing-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## Three jobs that can't be undone
#
# Friday, 16:00. Three requests wait for you: scratch files fill the disk again, a customer wants
# its name out of all notes, and the analysts need one table from the raw logs. Mira's only
# question: **"Can you prove that not one other file was touched?"** You'll answer it at the end,
# with your own scripts and a comparison of before and after.
#
# ## Look first, delete second
#
# There is no bin to take a file back from. `rm` removes at once. So look first. `find` walks below
# a folder, and its tests narrow down what it prints. First all regular files (`touch -d` makes
# empty files of a given age):

# %%
%%bash
mkdir -p practice/clean/cache && cd practice/clean
touch -d '10 days ago' old.tmp "cache/very old.tmp" keep.csv
touch new.tmp
find . -type f

# %% [markdown]
# Then by name, and then by age. `-mtime` is the time since the last change, in whole days, where
# part of a day is dropped. `+7` means "more than 7".

# %%
quiz(
    "A file was changed 7 days and 20 hours ago. Does `-mtime +7` find it?",
    right="no, only from 8 days on",
    wrong={
        "yes, that is more than 7 days": "`find` drops the 20 hours first. 7 isn't more than 7.",
        "yes, it counts the hour too": "It counts whole days only.",
    },
    because=(
        "7 days and 20 hours become 7 whole days, and 7 is not more than 7. So `+7` means 8 times "
        "24 hours or more."
    ),
)

# %%
%%bash
cd practice/clean
find . -type f -name '*.tmp'
echo "--- and old:"
find . -type f -name '*.tmp' -mtime +7 -print

# %% [markdown]
# That is the list that you meant. Only now replace `-print` by what changes things. `-delete` comes
# last: `find` goes from left to right, and in first place it would delete everything, before any
# test.

# %%
%%bash
cd practice/clean
find . -type f -name '*.tmp' -mtime +7 -delete
find . -type f

# %% [markdown]
# ### Names on their way to another command
#
# `xargs` turns its input into arguments for a command. It splits at blanks and newlines. What does
# a name with a blank become?

# %%
quiz(
    "How many arguments does `xargs` hand on?",
    runs="""%%bash
printf './new.tmp\\n./very old.tmp\\n' | xargs printf '[%s]\\n' | wc -l""",
    number=3,
    wrong={
        2: "Two lines, two files; but `xargs` splits at the blank too.",
        1: "`xargs` hands on several arguments at once, and `printf` prints a line for each.",
    },
    because=(
        "`./very` and `old.tmp` are two arguments now. With `rm` in place of `printf`, a file "
        "`old.tmp` would be gone."
    ),
)

# %% [markdown]
# The cure is a separator that no name can hold, the zero byte: `find … -print0 | xargs -0 rm --`.
# `-exec rm -- {} +` needs no cure.

# %%
%%bash
cd practice/clean
touch "very old.tmp"
find . -name '*.tmp' -print  | xargs    printf '[%s] '; echo
find . -name '*.tmp' -print0 | xargs -0 printf '[%s] '; echo

# %% [markdown]
# ### The way to the place of work
#
# `cd "$1"; find . -delete` deletes *here* when the `cd` failed. `cd … || exit 1` ends the script
# instead. And one name is special: `cd -` goes to the *previous* folder. With `./` in front, `./-`
# is a name like any other. (The shell keeps the path of the current folder in `$PWD`.)

# %%
%%bash
mkdir -p practice/place/- && cd practice/place
here=$PWD
cd ./- && echo "in ${PWD#"$here"/}"
cd - > /dev/null && echo "back in ${PWD##*/}"
cd nowhere 2> /dev/null || echo "cd failed, and I am still in ${PWD##*/}"

# %% [markdown]
# ## S11 · Delete old scratch files
#
# **Level 2 · 15 minutes · 7 points**
#
# Write `clean.sh FOLDER`. At any depth below FOLDER it deletes the regular files whose names end
# with `.tmp` (hidden ones too) and that were last changed at least 8 days ago, whenever they were
# last read. Files changed in the last 7 days stay; those between aren't tested.
#
# - Folders stay, also those called `x.tmp`. Symbolic links stay, and so does what they point to;
#   linked folders aren't entered.
# - FOLDER stands in the current folder, and is no symbolic link. Its name may hold any character
#   except `/`; it may begin with a dash, or be `-`, but is neither `!` nor `(` alone. Beside files,
#   folders and links there is nothing in it, such as named pipes.
# - Without an argument, with an empty one, or if FOLDER isn't a folder: a message on standard
#   error, a status that isn't 0, nothing deleted.
#
# Otherwise no output, exit status 0. Example: `clean.sh cache` deletes `cache/a/old.tmp` (30 days)
# and keeps `cache/new.tmp` and `old.tmp` outside.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `find` can't take a folder that begins with a dash. Put `./` before the name, or go there first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `[ -d "$1" ]` is false for an empty text and for a file.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Refuse first: no folder, then a message on standard error and `exit 1`. Then the `cd` with its
# `./`, and what happens when it fails. Then the `find` from above, on `.`. What would each line do
# in the wrong folder? Symptoms: files here are gone, so a `cd` failed and nobody looked; a folder
# is gone or an error says so, so `-type f` is missing.
#
# </details>

# %% role="answer" id="clean"
%%writefile clean.sh
# Usage: clean.sh FOLDER
### BEGIN SOLUTION
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
### END SOLUTION

# %% role="tests" id="clean-tests" points=7
grade = check.parts(7)


def old(days=30.0, text="x"):
    return check.file(text, 0o640, days)


def expect(tree, gone, kind, folder="cache"):
    left = {
        path: entry for path,
        entry in {**{folder: check.folder()}, **tree}.items() if path not in gone
    }
    check.run_script(
        "clean.sh", {folder: check.folder(), **tree}, [folder], kind=kind
    ).answers("", {**left, **FOLDERS(tree)})


def FOLDERS(tree):
    """The folders above the files of a tree, which have to stay."""
    parts = [path.split("/") for path in tree]
    return {
        "/".join(part[:i]): tree.get("/".join(part[:i]), check.folder()) for part in parts
        for i in range(1, len(part))
    }


with grade("the example"):
    tree = {
        "cache/a/old.tmp": old(), "cache/new.tmp": check.file("x"), "old.tmp": old(),
        "cache/old.csv": old()
    }
    expect(tree, ["cache/a/old.tmp"], "the example")

with grade("one small case of each rule"):
    tree = {
        "-/a b.tmp": old(8.2), "-/.x.tmp": old(), "-/six.tmp": old(6.9), "-/a.tmpx": old(),
        "-/A.TMP": old(), "a.tmp": old()
    }
    tree |= {
        "-/d.tmp": check.folder(0o750), "-/d.tmp/e.tmp": old(),
        "-/l.tmp": check.link("../a.tmp", 30), "-/all": check.link("../deep")
    }
    gone = ["-/a b.tmp", "-/.x.tmp", "-/d.tmp/e.tmp"]
    expect(
        {**tree, "deep/far.tmp": old()}, gone,
        "FOLDER is -; blanks, hidden files, ages, folders and links", "-"
    )
    for args, kind in (
        ([], "no argument"), ([""], "an empty argument"), (["a.tmp"], "a file as FOLDER")
    ):
        run = check.run_script("clean.sh", {"a.tmp": old(), "b/c.tmp": old()}, args, kind=kind)
        run.changes_nothing("what happens before the folder is checked")
        run.fails()
        run.complains()

### BEGIN HIDDEN TESTS
chance = check.dice("clean")
a, b, c, d = check.words(chance, 4)

with grade("age, ending and depth"):
    ages = {f"cache/{word}{days}.tmp": old(days) for word in (a, b) for days in (0.5, 3, 6.9, 8.1, 9, 40, 400)}
    expect(ages, [path for path, entry in ages.items() if entry[3] > 8], "files of many ages")
    fresh = {f"cache/{d}/.{word}.tmp": old(days) for word in (a, b) for days in (1, 5)}
    expect({**fresh, f"cache/{d}/{c}.tmp": old(5), f"cache/.{c}.tmp": old(9)}, [f"cache/.{c}.tmp"], "files that were changed this week and read long ago, and hidden ones")
    names = (f"{a}.tmpx", f"{b}tmp", f"{c}.tmp.gz", f"{c}.TMP", f"{c}.tmp~", "tmp", f"{a}.tmp ", f"{a}.tmp\n", f"{a}.tmp.{b}", "tmp.csv")
    hidden = [f"cache/{d}/.{a}.tmp", "cache/.tmp", f"cache/.{d}/{a}.tmp"]
    expect({**{f"cache/{name}": old() for name in names}, **{path: old(9) for path in hidden}}, hidden, "names that nearly match, and hidden files")
    deep = [f"cache/{'/'.join('abcdefgh'[:n])}/{b}.tmp" for n in (1, 2, 4, 8)]
    expect({path: old(9) for path in deep}, deep, "files one to eight folders deep")
    modes = {f"cache/{mode:o}.tmp": check.file("x", mode, 30) for mode in (0o400, 0o444, 0o755, 0o600, 0o666)}
    expect(modes, list(modes), "old files of several modes, some of which may only be read")
    gone = [f"cache/{word}.tmp" for word in check.words(chance, 15)]
    expect({path: old(text="") for path in gone}, gone, "fifteen empty files")

with grade("folders stay, links are not followed"):
    tree = {f"cache/{a}.tmp": check.folder(0o750), f"cache/{a}.tmp/{b}.csv": old(), f"cache/{a}.tmp/{b}.tmp": old()}
    expect(tree, [f"cache/{a}.tmp/{b}.tmp"], "a folder named like a scratch file")
    tree = {f"cache/{a}.tmp": check.folder(0o750, 30), f"cache/{b}/{c}.tmp": check.folder(0o755, 30), f"cache/{a}.tmp/{b}.tmp/{c}.tmp": old()}
    shut = {f"cache/{d}": check.folder(0o500), f"cache/{d}/{b}.csv": old(), f"cache/{d}/{c}": check.folder(0o555)}
    expect({**tree, **shut}, [f"cache/{a}.tmp/{b}.tmp/{c}.tmp"], "old and empty folders named like scratch files, and folders that may only be read")
    links = {"cache/link.tmp": check.link("../other/far.tmp", 30), "cache/all": check.link("../other", 30), "other/far.tmp": old()}
    more = {"cache/lost.tmp": check.link("nowhere", 30), "cache/near.tmp": check.link("keep.csv", 30), "cache/keep.csv": old()}
    expect({**links, **more, f"cache/{c}.tmp": old()}, [f"cache/{c}.tmp"], "old symbolic links")

with grade("odd names of files"):
    names = [check.hostile_name(kind, a) for kind in check.NAME_KINDS]
    tree = {f"cache/{name}{end}": old() for name in names for end in (".tmp", ".csv")}
    tree |= {f"cache/{name}/{name}.tmp": old() for name in names}
    expect(tree, [path for path in tree if path.endswith(".tmp")], "odd names of files")
    trap = {f"cache/{a} precious.csv {b}.tmp": old(), "precious.csv": old(), f"{b}.tmp": old(1), f"cache/{c}\n{d}.csv\n.tmp": old(), f"{d}.csv": old()}
    expect(trap, [path for path in trap if path.startswith("cache/")], "a name that holds the name of another file")

with grade("odd names of the folder"):
    for kind in check.NAME_KINDS:
        name = check.hostile_name(kind, a)
        expect({f"{name}/{b}.tmp": old(), f"{a}x/{b}.tmp": old(), f"{b}.tmp": old()}, [f"{name}/{b}.tmp"], f"as FOLDER, {kind}", name)
    tree = {f"-/{b}.tmp": old(), f"before/{b}.tmp": old(), f"{b}.tmp": old()}
    run = check.run_script("clean.sh", tree, ["-"], kind="as FOLDER, a dash, and the folder `before` was the shell's last", env={"OLDPWD": "{root}/before"})
    run.answers("", {path: entry for path, entry in {**run.before}.items() if path != f"-/{b}.tmp"})
    expect({}, [], "an empty folder")

ours = {f"{a}.tmp": old(), f"{b}/{c}.tmp": old(), "file": old(), "home/x.tmp": old()}
refused = (([], "no argument"), ([""], "an empty argument"), (["nowhere"], "a folder that isn't there"), (["file"], "a file as FOLDER"), (["-x"], "a folder -x that isn't there"))

with grade("FOLDER isn't a folder: nothing is deleted", weight=5):
    expect({f"cache/{a}.tmp": old()}, [f"cache/{a}.tmp"], "one old file")
    for args, kind in refused:
        run = check.run_script("clean.sh", ours, args, kind=kind, env={"HOME": "{root}/home"})
        run.changes_nothing("what happens before the folder is checked")

with grade("FOLDER isn't a folder: message and status"):
    expect({f"cache/{a}.tmp": old()}, [f"cache/{a}.tmp"], "one old file")
    for args, kind in refused:
        run = check.run_script("clean.sh", {**ours, "home": check.folder()}, args, kind=kind)
        run.fails()
        run.complains()
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Editing without an editor
#
# `sed 's/old/new/g'` prints its input with every `old` replaced by `new`; without the `g` only the
# first one in each line. With nothing between the last two slashes, what is found goes.

# %%
!printf 'tea, tea and tea\n' | sed 's/tea/coffee/'
!printf 'tea, tea and tea\n' | sed 's/tea/coffee/g'

# %% [markdown]
# `old` is a regular expression: `.` is any character, and `/` ends it. What happens to a price?

# %%
quiz(
    "What becomes of the price and of the room?",
    runs="""%%bash
echo 'costs 3.50, room 3x50' | sed 's/3.50/?/g'""",
    right="costs ?, room ?",
    wrong={
        "costs ?, room 3x50": (
            "That is what was meant. But the dot of a regular expression is any character, so "
            "`3x50` fits."
        ),
        "costs 3.50, room ?": "A dot fits itself, too: it is any character.",
    },
    because="`3.50` as a regular expression means a 3, any character, and 50. Both fit.",
)

# %% [markdown]
# A text that comes from outside has to be quoted for `sed`, or handed to a tool that takes it
# literally. `perl -pe 's/old/new/g'` works like `sed`, and what a variable holds is taken letter by
# letter between `\Q` and `\E`. (Text that you write there yourself isn't quite: perl fills in `$` and
# `@`, and a `/` ends the pattern.) So let the text come through the **environment**: `NAME=value
# command` sets a variable for that one command and for all that it starts, and perl reads it as
# `$ENV{NAME}`.

# %%
%%bash
mkdir -p practice/edit && cd practice/edit
printf 'price: 3.50 EUR\r\nprice: 3x50 EUR' > a.txt
PRICE=3.50 perl -pe 's/\Q$ENV{PRICE}\E/4.20/' a.txt | od -c | head -n 4

# %% [markdown]
# `od -c` shows every character, 16 a line. Only the right price changed. The `\r\n` (CRLF, from
# Windows) and the missing newline at the end survived. A loop with `read` and `echo` would have
# lost them.
#
# So far the file is as it was, and the new text was only printed. `sed -i` (GNU) and `perl -i -pe`
# change files **in place**. Try without `-i` first, on one file. Both replace a symbolic link by a
# file, so choose by `-type f`.

# %%
%%bash
cd practice/edit
PRICE=3.50 find . -type f -name 'a.txt' \
    -exec perl -i -pe 's/\Q$ENV{PRICE}\E/4.20/' -- {} +
cat a.txt

# %% [markdown]
# ## S12 · Remove a phrase
#
# **Level 4 · 20 minutes · 7 points**
#
# The name of a customer must not stay in the notes. Write `redact.sh FOLDER PHRASE`. In every
# regular file below FOLDER (any depth, hidden or not) whose name ends with `.txt` it removes every
# occurrence of PHRASE, in one pass from left to right.
#
# - PHRASE is literal text, never empty, without newlines. It may hold any other character: `.`,
#   `*`, `/`, `\`, `&`, `$`, quotes. Capitals count, and so do blanks, also at its ends.
# - Only the phrase goes. Lines stay, even if nothing is left of them; line ends (CRLF), a missing
#   last newline, bytes that aren't UTF-8, and modes stay as they are.
# - Other files, and symbolic links, stay untouched, also a `.bak` or `.tmp` of the user's. No new
#   file remains.
#
# No output, exit status 0, also when no file holds the phrase. FOLDER begins with none of `-`, `!` and `(`.
# Example: with the phrase ` (Acme)`, `ask Acme (Acme) now (Acme)` becomes `ask Acme now`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `find` chooses the files, by kind and by name, below FOLDER.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The phrase goes to `perl` best through the environment, set in front of `find`: every child of
# `find` gets it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The last demonstration does it for one name and one price. Three things change: which files, where
# the phrase comes from, and what takes its place. Symptoms: one phrase a line goes, so the `g` is
# missing; `a.b` removes `axb`, so `\Q` and `\E` are; a link became a file, so `-type f` is.
#
# </details>

# %% role="answer" id="redact"
%%writefile redact.sh
# Usage: redact.sh FOLDER PHRASE
### BEGIN SOLUTION
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
### END SOLUTION

# %% role="tests" id="redact-tests" points=7
grade = check.parts(7)


def expect(tree, phrase, kind, folder="notes"):
    wanted = dict(tree)
    for path, entry in tree.items():
        if entry[0] == "file" and path.startswith(f"{folder}/") and path.endswith(".txt"):
            wanted[path] = check.file(entry[2].replace(phrase.encode(), b""), entry[1])
    check.run_script("redact.sh", tree, [folder, phrase], kind=kind).answers("", wanted)


with grade("the example"):
    tree = {
        "notes/a.txt": check.file("ask Acme (Acme) now (Acme)\n (Acme)\nbye\n", 0o600),
        "notes/deep/b.txt": check.file("nothing here\n"),
        "notes/c.md": check.file("keep (Acme)\n"),
    }
    expect(tree, " (Acme)", "the example")

with grade("one small case of each rule"):
    text = "a.b axb A.B a.b\r\na.b\r\n a.b"
    tree = {
        "my notes/.x/-n.txt": check.file(text, 0o640),
        "my notes/bytes.txt": check.file(b"\xff a.b\0\n"), "a.txt": check.file("a.b")
    }
    tree |= {f"my notes/{name}": check.file("a.b") for name in ("x.TXT", "x.txt.bak", "xtxt")}
    tree |= {"my notes/l.txt": check.link("../a.txt"), "my notes/f.txt": check.folder()}
    expect(
        tree, "a.b", "a dot in the phrase, CRLF, bytes, hidden and other files, a link", "my notes"
    )
    expect(
        {"notes/a.txt": check.file("aaa a/*$&\\ aa"), "notes/b.txt": check.file("no")}, "a/*$&\\",
        "a phrase of signs"
    )
    expect({"notes/a.txt": check.file("aaa aaaa")}, "aa", "occurrences that overlap")

### BEGIN HIDDEN TESTS
chance = check.dice("redact")
a, b, c, d = check.words(chance, 4)
phrase = f"{a} {b}"


def text(phrase, end="\n"):
    lines = [f"{c} {phrase} {d}", phrase, "", f"{phrase}{phrase}x{phrase}", f"{a}{b} {a}", f"  {phrase}\t"]
    chance.shuffle(lines)
    return end.join(lines) + end


with grade("every occurrence, and only the phrase"):
    expect({f"notes/{d}.txt": check.file(text(phrase)), "notes/aa.txt": check.file("aaa\naa\na\n")}, phrase, "several times in a line, and lines of nothing else")
    expect({"notes/aa.txt": check.file("aaa\naa\na\naaaaa")}, "aa", "occurrences that overlap")
    expect({"notes/aba.txt": check.file("ababa\nabababa\n")}, "aba", "occurrences that overlap, of which the first goes")
    expect({"notes/n.txt": check.file("ab" + "aabb" * 3 + "\n")}, "ab", "a phrase that appears anew when it is removed")
    expect({"notes/c.txt": check.file(f"{a} {a.upper()} {a.title()} x{a}x\n")}, a.title(), "the phrase in other cases")
    expect({"notes/b.txt": check.file(f" {a}  {a} {a}\n{a} \n {a}")}, f" {a} ", "a phrase with blanks at its ends")
    expect({"notes/b.txt": check.file(f"{a} {b}\t{c}  {d}\n ")}, " ", "a phrase of one blank")
    expect({"notes/b.txt": check.file(f"{a} {b}\t{c}  {a}  {b}\n ")}, f"{a}  {b}", "a phrase with two blanks")
    expect({f"notes/{'/'.join('abcdefgh'[:n])}/n.txt": check.file(text(phrase)) for n in (1, 3, 8)}, phrase, "files one to eight folders deep")

with grade("line ends and other bytes stay"):
    expect({"notes/w.txt": check.file(text(phrase, "\r\n"))}, phrase, "CRLF line ends")
    expect({"notes/l.txt": check.file(text(phrase)[:-1]), "notes/only.txt": check.file(phrase), "notes/e.txt": check.file("")}, phrase, "no newline at the end, and an empty file")
    expect({"notes/l.txt": check.file(b"\xff\xfe caf\xe9 " + phrase.encode() + b"\0\r x\n\n\n", 0o755)}, phrase, "bytes that aren't UTF-8")
    expect({"notes/l.txt": check.file(b"\xff\xfe caf\xe9 \0\r x\r\n\n \n"), "notes/x.txt": check.file(text(phrase))}, phrase, "a file that isn't UTF-8 and doesn't hold the phrase")
    expect({"notes/m.txt": check.file(f"{phrase}\r\nx\n{phrase}\ry\x0b{phrase}\x0c\n"), "notes/no.txt": check.file("x\r\ny\n\rz")}, phrase, "line ends of several kinds")

with grade("the phrase is taken literally", weight=2):
    for odd in ("0", "{}", "a{}b", ";", "!", "(", "3.50 (c)", "a/b/c", "x*", "[draft]", "^start", "end$", "a\\nb", "A&B", "it's \"so\"", "$HOME", "50%", "-n", "@me", "#1", "~", "{a}|b+?", ".", "\\", "\\E", "a|b", "%s", "`ls`", "tab\there", "über", "!x", "a=b"):
        near = f"3x50 c a-b xx d {a} end start A B a\nb home 50 n me"
        expect({"notes/x.txt": check.file(f"{near} {odd} {odd}\n{odd}{near}\n")}, odd, f"the phrase {odd!r}, with characters that mean something elsewhere")

with grade("other files and links stay"):
    tree = {f"notes/{name}": check.file(text(phrase), 0o640) for name in (f"{c}.txt.gz", f"{d}txt", "bin", f"{c}.TXT", f"{c}.txt")}
    outside = {"outside.txt": check.file(phrase), "other/x.txt": check.file(phrase), "notes/x.txt/y.md": check.file(phrase)}
    links = {"notes/l.txt": check.link("../outside.txt"), "notes/in.txt": check.link(f"{c}.txt"), "notes/all": check.link("../other")}
    expect({**tree, **outside, **links, "notes/x.txt": check.folder(0o700)}, phrase, "other files, folders and links")
    mine = {f"{name}{end}": check.file(f"mine {phrase}\n") for name in (f"notes/{c}.txt", f"notes/{c}", f"{c}.txt") for end in (".bak", "~", ".tmp", ".new", ".orig")}
    mine |= {f"notes/{name}": check.file(phrase) for name in ("tmp", "temp", ".tmp", "tmpfile", "out")}
    expect({**mine, f"notes/{c}.txt": check.file(text(phrase))}, phrase, "a .bak and a .tmp of the user's own")

with grade("odd names, modes, nothing to do"):
    names = [check.hostile_name(kind, c) for kind in check.NAME_KINDS]
    tree = {f"notes/{name}.txt": check.file(text(phrase), 0o600) for name in names}
    expect(tree | {f"notes/{name}/.{name}.txt": check.file(phrase) for name in names} | {"notes/.txt": check.file(phrase)}, phrase, "odd names and hidden files")
    modes = {f"notes/{mode:o}.txt": check.file(text(phrase), mode) for mode in (0o644, 0o755, 0o600, 0o666, 0o777, 0o711)}
    expect(modes, phrase, "files of several modes")
    for kind in ("a name with a newline", "a name that begins and ends with a blank", "a name that ends with a newline", "a name with an equals sign"):
        name = check.hostile_name(kind, d)
        expect({f"{name}/a.txt": check.file(text(phrase)), "a.txt": check.file(phrase)}, phrase, f"as FOLDER, {kind}", name)
    expect({"notes/a.txt": check.file("x\n"), "notes/b.txt": check.file("")}, phrase, "no file that holds the phrase")
    expect({"notes": check.folder(), "x.txt": check.file(phrase)}, phrase, "an empty folder")
    expect({"my notes [1]/a.txt": check.file(text(phrase), 0o755)}, phrase, "a folder with spaces and brackets", "my notes [1]")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## A good place for a break
#
# Two of the three jobs are done: the scratch files and the customer's name. The second sitting
# makes the table from the raw logs, and then proves that nothing else was touched. When you come
# back, first run the code cell at the top again.

# %% [markdown]
# ## From logs to a table
#
# Two steps turn up in every data pipeline. First **deduplicate**: a service that retries writes the
# same event twice. `sort -u` sorts and keeps one of each line.
#
# Then **join** with what else you know. The tool `join` joins two files by their first field, and
# both must be **sorted** by it. On unsorted input it loses rows. It also drops rows without a
# partner, unless `-a 1` says to keep those of file 1. `-o 0,1.2,2.2` chooses what is printed: the
# joined field, then field 2 of each file. `-e '?'` fills what is missing.

# %%
quiz(
    (
        "`counts` has a line each for u1, u2 and u9; `plans` has one each for u1, u12 and u2. How "
        "many lines does `join counts plans` print?"
    ),
    number=2,
    wrong={
        3: "`-a 1` would keep u9 too, which has no plan. Alone, `join` drops it.",
        4: "u9 and u12 have no partner in the other file, so neither comes out.",
    },
    because="Only u1 and u2 stand in both files.",
)

# %%
%%bash
cd practice && printf 'u2 7\nu1 3\nu9 1\n' | sort > counts
printf 'u1 free\nu12 pro\nu2 pro\n' > plans
echo "with a partner only:"; join counts plans
echo "keeping the unmatched:"; join -a 1 -e '?' -o 0,1.2,2.2 counts plans

# %% [markdown]
# ![Two sorted files side by side. u1 and u2 stand in both: a match each. u12 has a plan and no events: left out. u9 has events and no plan: kept by -a 1, with a question mark.](figures/joined.svg)
#
# `awk` can join without sorting: read one file into an array, then look each line of the other up
# in it. `FILENAME` is the file that is being read, `-` among the files is standard input, and
# `next` goes on with the next line. A key that isn't in the array gives an empty text.

# %%
%%bash
cd practice
sort -r counts | awk '
    FILENAME != "-" { plan[$1] = $2; next }
    { print $1 ": " $2 " events, plan [" plan[$1] "]" }' plans -

# %% [markdown]
# A small trap before the join: `cat raw/*` glues the last line of a file without a final newline to
# the first line of the next. `awk 1 raw/*`, `sort raw/*` and `grep -h '' raw/*` don't. And braces,
# `{ …; …; } > file`, send the output of several commands to one file, which is opened once.

# %%
%%bash
cd practice
printf 'no newline' > one; printf 'next file\n' > two
cat one two
echo "--- awk 1:"
{ echo "a header"; awk 1 one two; } > both
cat both

# %% [markdown]
# ## S13 · Features
#
# **Level 4 · 30 minutes · 7 points**
#
# Write `features.sh`. The folder `raw` holds logs, `users.tsv` the metadata; it writes
# `features.csv` (all in the current folder).
#
# - Every file `raw/*.log` (any name, not hidden, regular; other files don't count, and there are no
#   symbolic links) has lines `TIME USER EVENT`, separated by one space. The same line twice, in one
#   file or in two, is one event; lines that differ in anything are two. Line ends may be LF or
#   CRLF, and that makes no difference; the last newline may be missing.
# - `users.tsv` has a header `user<tab>plan<tab>country`, then one line per user, in any order. Its
#   lines end with LF. No user is called `user`.
# - `features.csv`: the header `user,events,plan,country`, then one line for each user *in the
#   logs*, in byte order of the user; users that `users.tsv` doesn't know keep empty fields:
#   `u3,2,,`. No log at all: only the header.
#
# No line is empty, no field holds commas, quotes or blanks, and none in `users.tsv` is empty. An
# older `features.csv` is replaced. No output, exit status 0, nothing else changed.
#
# Example: two equal lines and another one of `u8` (`pro`, `DE`) give `u8,2,pro,DE`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Events per user: all logs, `tr -d '\r'`, `sort -u`, then count field 2.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `awk` can join without sorting, as above: `users.tsv` into two arrays, then the events. Its fields
# are separated by tabs, those of the logs by blanks: `split($0, part, "\t")` cuts a line by hand.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In braces, the header and the pipeline, sorted by `-t, -k1,1`; the awk counts, and prints at its
# `END`, user by user. Collect the logs in an array, as in lesson 1. With an empty one, `awk 1`
# waits for the keyboard: `/dev/null`, an empty file, as one more name cures that. Symptoms: it
# hangs; a user twice, so a CR is left; a user `user`, so the header counts.
#
# </details>

# %% role="answer" id="features"
%%writefile features.sh
# Write features.csv from raw/*.log and users.tsv.
### BEGIN SOLUTION
logs=()
for log in raw/*.log; do
    [ -f "$log" ] && logs+=("$log")
done
{
    echo "user,events,plan,country"
    awk 1 /dev/null "${logs[@]}" | tr -d '\r' | sort -u | awk '
        FILENAME != "-" { split($0, meta, "\t"); plan[meta[1]] = meta[2]; country[meta[1]] = meta[3]; next }
        { n[$2]++ }
        END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - | sort -t, -k1,1
} > features.csv
### END SOLUTION

# %% role="tests" id="features-tests" points=7
grade = check.parts(7)
HEADER = "user\tplan\tcountry\n"


def features(logs, users):
    events = {
        line for log in logs.values() for line in log.replace("\r\n", "\n").split("\n") if line
    }
    names = [line.split(" ")[1] for line in events]
    rows = [
        f"{name},{names.count(name)},{','.join(users.get(name, ('', '')))}\n"
        for name in sorted(set(names))
    ]
    return "user,events,plan,country\n" + "".join(rows)


def expect(logs, users, kind, more=None, stdin=""):
    meta = HEADER + "".join(
        f"{name}\t{plan}\t{country}\n" for name, (plan, country) in users.items()
    )
    tree = {
        "raw": check.folder(), **{f"raw/{name}": check.file(text) for name, text in logs.items()},
        "users.tsv": check.file(meta), **(more or {})
    }
    wanted = {**tree, "features.csv": check.file(features(logs, users), None)}
    check.run_script("features.sh", tree, kind=kind, stdin=stdin).answers("", wanted)


with grade("the example"):
    line = "2025-03-12T08:15:00Z u8 ask\n"
    expect(
        {"a.log": line + line + line.replace("08:", "09:")}, {"u8": ("pro", "DE")}, "the example"
    )

with grade("one small case of each rule"):
    logs = {
        "a b.log": line[:-1], "-n.log": line.replace("\n", "\r\n"),
        "c.log": line.replace("u8", "u10") + line.replace("u8", "B")
    }
    more = {
        "raw/.h.log": line.replace("u8", "no"), "raw/x.log.1": line.replace("u8", "no"),
        "features.csv": "old\n"
    }
    expect(
        logs, {"u8": ("p", "DE"), "B": ("q", "DK"), "u99": ("r", "SE")},
        "repeats in two logs, CRLF, no last newline, no metadata", more
    )
    expect({}, {"u8": ("p", "DE")}, "no log")

### BEGIN HIDDEN TESTS
chance = check.dice("features")


def some(count=30, people=("u1", "u2", "u10", "U3", "u33")):
    return "".join(f"2025-03-{chance.randrange(10, 30)}T08:{chance.randrange(10, 60)}:00Z {chance.choice(people)} {chance.choice(['ask', 'rate'])}\n" for _ in range(count))


USERS = {"u2": ("pro", "DE"), "u10": ("free", "DK"), "u1": ("free", "SE"), "U3": ("pro", "PL"), "u33": ("free", "FI")}

with grade("the same event twice"):
    text = some(12)
    expect({"a.log": text + text[: text.index("\n") + 1], "b.log": text, "c.log": some(3)}, USERS, "events in two logs")
    expect({"a.log": text, "b.log": text.replace("\n", "\r\n")}, USERS, "the same events with CRLF line ends")
    at = ("2025-03-12T08:15:00Z", "2025-03-12T08:15:01Z")
    lines = [f"{t} {u} {e}\n" for t in at for u in ("u1", "u2") for e in ("ask", "rate", "Ask")]
    expect({"a.log": "".join([*lines, *lines[2:5]])}, USERS, "lines that differ in one field only")
    glued = [f"{at[0]} {user}\n" for user in ("u1 1ask", "u11 ask", "u 11ask")]
    expect({"a.log": "".join(glued)}, USERS, "lines that are equal without their spaces")

with grade("unsorted input"):
    expect({"z.log": some(), "a.log": some()}, dict(reversed(USERS.items())), "users in another order")
    expect({"z.log": some(25, ("u9", "u10", "u1", "U1", "b", "a"))}, {"u9": ("x", "y"), "a": ("x", "z"), "u10": ("p", "q"), "b": ("r", "s")}, "users that sort as text")
    odd = ("u1", "u1+a", "u1!", "u1-a", "u1.a", "u1/a", "u10", "U1", "_u")
    expect({"a.log": some(60, odd)}, {name: ("p", "C") for name in odd[::2]}, "users whose names begin alike")
    odd = ("7", "07", "7.0", "1e3", "1000", "0", "nan", "a@example.org", "-", "%s", "\\n")
    expect({"a.log": some(80, odd)}, {name: (f"p{n}", "C") for n, name in enumerate(odd)}, "users that look like numbers, and other odd ones")

with grade("unmatched users are kept"):
    expect({"a.log": some(40, ("u1", "u404", "a", "zz"))}, USERS, "users without metadata")
    expect({"a.log": some(9)}, {}, "no metadata at all")
    near = ("user1", "users", "user-2", "superuser", "User")
    expect({"a.log": some(60, near)}, {name: ("p", "C") for name in near}, "users called nearly as the header's first field")
    expect({"a.log": some(9, ("u1", "u2"))}, {**USERS, "u77": ("a", "B")}, "users without events")
    expect({"a.log": some(300, ("u1", "u2", "u404")), "b.log": some(12, ("u10",))}, USERS, "hundreds of events")

with grade("final newlines, empty logs, other files"):
    expect({"a.log": some(5)[:-1], "b.log": some(5)[:-1], "c.log": ""}, USERS, "logs without a final newline, and an empty one")
    expect({"a.log": some(5).replace("\n", "\r\n")[:-2], "b.log": some(5).replace("\n", "\r\n")}, USERS, "CRLF logs, one without a final newline")
    expect({}, USERS, "no log, and a text on standard input", stdin=some(3))
    more = {"raw/x.log.bak": check.file(some(3)), "raw/.hidden.log": check.file(some(3)), "raw/d.log/e.log": check.file(some(2)), "raw/0.log/e.log": check.file(some(2)), "raw/log": check.file(some(2)), "raw/x.LOG": check.file(some(2)), "top.log": check.file(some(2)), "features.csv": check.file("old,old\n" * 50)}
    expect({"a.log": some(6)}, USERS, "other files, and an older features.csv", more)
    names = ("all", "tmp", "merged", "events", "sorted", "out", "features", "a")
    mine = {f"{folder}{name}{end}": check.file("mine\n") for folder in ("", "raw/") for name in names for end in (".tmp", ".txt", ".csv", "") if (folder, name, end) != ("", "features", ".csv")}
    expect({f"{name}.log": some(3) for name in names}, USERS, "files of the user's own", mine | {f"{name}.log": check.file("mine\n") for name in names})

with grade("odd names of logs"):
    expect({check.hostile_name(kind, "day", ".log"): some(8) for kind in check.NAME_KINDS}, USERS, "odd names in raw")
    expect({name: some(6) for name in ("day.2.log", "2025.03.12.log", "a.log.log", "a..log", "x.txt.log")}, USERS, "names with several dots in raw")
    for kind in ("a name with spaces", "a name that begins with a dash", "a name with an equals sign", "a name that is a dash"):
        expect({check.hostile_name(kind, "day", ".log"): some(8), "b.log": some(4)}, USERS, f"in raw, {kind}")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Half past five: the proof
#
# The next cell makes a folder with scratch files, notes and logs, twice: `before` stays, and in
# `after` your three scripts work. `diff -rq` then names every file that differs or stands in one
# folder only.

# %%
practice.make("practice/before", practice.FRIDAY)
practice.make("practice/after", practice.FRIDAY)
practice.run("clean.sh", "cache", inside="practice/after")
practice.run("redact.sh", "notes", " (Acme)", inside="practice/after")
practice.run("features.sh", inside="practice/after")

# %%
%%bash
cd practice
diff -rq before after || true
[ ! -f after/features.csv ] || cat after/features.csv

# %% [markdown]
# With all three written, `diff` names five things: two scratch files that are only in `before`, two
# notes that differ, and `features.csv`, which is only in `after`. Everything else is equal to the
# byte: the fresh scratch file, the folder called `old.tmp`, the notes without the name, the raw
# logs. That is Mira's proof.
#
# What it doesn't prove: `diff -rq` compares contents, not modes or times, and this folder is small.
# For the real one you'd look at a list from `find` first, and keep a copy. In the table, u404 has
# empty fields: its event is real, its plan unknown. Whoever drops such rows makes the table smaller
# and the gap invisible.
#
# ## Summary
#
# - Print first, delete second. `find … -type f … -delete`, `-exec … {} +`, or `-print0 | xargs -0`;
#   never a plain `xargs` on names.
# - A failed `cd` must end the script.
# - `sed 's/old/new/g'` takes a regular expression; literal text from outside needs quoting, or
#   `perl` with `\Q…\E`. Bytes that you don't mean must stay.
# - Deduplicate before counting; sort before `join`; keep the unmatched unless you have a reason.
