# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Streams, pipes and logs
#     minutes: 120
#     prerequisites: [01-shell/1-files]
#     summary: Send output where it belongs, join small tools by pipes, and read logs and tables with them.
# ---

# %% [markdown]
# # Streams, pipes and logs
#
# After this lesson you can
#
# - join `head`, `tail`, `sort`, `uniq`, `cut`, `tr`, `wc`, `grep` and `awk` by pipes,
# - read a web server's log and a table without being fooled by what only looks like a field,
# - name the three standard streams and send each where it belongs.
#
# It builds on lesson 1: quotes, globs, `"$@"` and `"$1"`. Plan two sittings of about an hour each,
# with a break after S7.

# %% role="read-only" id="streams-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## "Try later"
#
# It is 12 March, 09:40. Since breakfast people write that the app said *try later*. Mira asks you:
# **"How many answers failed this morning? Who asked most? What is slow? And what did people
# write?"** Her own first try, a search for 503 in the log, found 133 lines. Is that the number? At
# the end of this lesson six scripts of yours print the report.
#
# ## One look
#
# A log is a text that grows by a line for each request. Begin with a few of its lines. `head -n 2`
# prints the first two, `tail -n 2` the last two.

# %%
%%bash
head -n 2 data/access.log

# %% [markdown]
# Now a part in the middle. `tail -n +5` prints everything *from* line 5 on. `sed -n '2,4p'` prints
# lines 2 to 4: `-n` means "print nothing by yourself", and `2,4p` is a command, "from 2 to 4,
# print".

# %%
%%bash
mkdir -p practice/streams && cd practice/streams
printf 'one\ntwo\nthree\nfour\n' > lines.txt
tail -n +3 lines.txt
echo "--- sed:"
sed -n '2,3p' lines.txt

# %%
quiz(
    "What becomes of the variables?",
    runs="""%%bash
first=2
echo "[$first,3p] [${first}p] [$firstp]" """,
    right="[2,3p] [2p] []",
    wrong={
        "[2,3p] [2p] [2p]": (
            "In `$firstp` the name goes on as long as there are letters, so a variable `firstp` "
            "is read, which is empty."
        ),
        "[$first,3p] [${first}p] [$firstp]": (
            "That is what single quotes would print. In double quotes variables are filled in."
        ),
    },
    because="Braces say where a name ends. A comma ends it too, since it can't be part of a name.",
)

# %% [markdown]
# Where does a program read? Most take the name of a file. Without one they read their **standard
# input**, which is the keyboard in a terminal, or the file after `<`. The difference shows in `wc
# -l`, which counts lines: given a file's name it prints the name too.

# %%
%%bash
cd practice/streams
wc -l lines.txt
wc -l < lines.txt

# %% [markdown]
# `< "$1"` has a second use: the *shell* opens the file, and the program never sees its name. So the
# name can't be taken for something else: `-n` for an option, `-` for standard input (as many
# programs do), or `a=1` for the setting of a variable (as `awk` does, which you'll meet soon).
#
# A command that seems to hang often waits for the keyboard, because its file is missing: type
# `sort` alone in a terminal and nothing happens. **Ctrl-C** ends it. (Ctrl-D says "that was all my
# input".) In a notebook the stop button does it.
#
# What is a line? It ends with the newline character, **LF**, written `\n`. Files from Windows have
# one more character before it, **CR**, written `\r`; the pair is called CRLF. To a program on Linux
# a CR is a part of the line. `cat -e` shows it as `^M`, and each LF as a `$`. `tr -d` deletes
# characters:

# %%
%%bash
printf 'one\r\ntwo\n' | cat -e
echo "--- without CR:"
printf 'one\r\ntwo\n' | tr -d '\r' | cat -e

# %% [markdown]
# ## S5 · Lines N to M
#
# **Level 1 · 8 minutes · 3 points**
#
# Write `lines.sh FILE N M`, for plain `sh` (the tests run it with `bash`, and with `dash` where it
# is installed; plain `sh` has no arrays, no `[[`, no `(( ))` and no `${name//a/b}`; you need none
# of them here). It prints lines N to M of FILE, both included, with 1 ≤ N ≤ M. FILE's name may hold
# any character except `/`; it may be `-` or hold an `=`. If FILE is shorter, it prints what there
# is, perhaps nothing. Only LF ends a line; all else, CR too, stays as it is. FILE may hold any
# bytes but zero. If its last line has no newline, your output may end with one or not. Exit status
# 0, nothing changed in the current folder, not even for a moment (elsewhere, with `mktemp` say, you
# may write). The same is meant in S6, S7, S9 and S10.
#
# Example: of a file with lines `a`, `b`, `c`, `lines.sh FILE 2 9` prints `b` and `c`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Read the file by `< "$1"`. Then its name can't be taken for an option.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `sed -n` with the two numbers before its `p`, in double quotes; braces keep a number and the
# letter apart. Or `head`, then `tail -n +…`. Symptoms: nothing at all, so the letter became part of
# a variable's name; one line too many or too few, so try N = M.
#
# </details>

# %% role="answer" id="lines"
%%writefile lines.sh
# Usage: lines.sh FILE N M
### BEGIN SOLUTION
sed -n "${2},${3}p" < "$1"
### END SOLUTION

# %% role="tests" id="lines-tests" points=3
import re

grade = check.parts(3)


def expect(text, first, last, kind, name="notes.txt", shells=()):
    wanted = "".join(re.findall("[^\n]*\n|[^\n]+$", text)[first - 1 : last])
    for shell in shells or check.shells():
        run = check.run_script(
            "lines.sh", {name: text.encode()}, [name, str(first), str(last)], kind=kind, shell=shell
        )
        if run.out != f"{wanted}\n" or wanted.endswith("\n") or not wanted:
            run.prints(wanted)
        run.succeeds()
        run.leaves(run.before)


with grade("the example"):
    expect("a\nb\nc\n", 2, 9, "the example")
    expect("a\nb\nc\n", 2, 2, "one line")

with grade("one small case of each rule"):
    lines = "".join(f"line {n}\n" for n in range(1, 13))
    expect(lines, 9, 11, "lines 9 to 11 of 12", "-")
    expect("a\r\n  b \\t\r\n\r\n", 2, 3, "CR at the ends, blanks and a backslash", "my notes = 1")
    expect("a\nb", 2, 2, "no newline at the end")
    expect("a\n", 2, 3, "a file that is shorter than N")
    expect("a\n\n\nb\n", 1, 2, "a blank line as the last one")

### BEGIN HIDDEN TESTS
chance = check.dice("lines")
words = check.words(chance, 14)
text = "".join(f"{word}\n" for word in words)

with grade("both ends, and shorter files"):
    for first, last in ((1, 1), (1, 14), (4, 9), (13, 14)):
        expect(text, first, last, "lines within the file")
    for first, last in ((13, 15), (15, 20), (1, 99)):
        expect(text, first, last, "a file that is shorter than M")
    expect("", 1, 3, "an empty file")
    long = "".join(f"{chance.choice(words)} {n}\n" for n in range(1, 1201))
    expect(long, 998, 1003, "lines past the thousandth", shells=["bash"])
    expect(long, 1150, 9999, "a file of 1200 lines", shells=["bash"])
    expect(long, 9, 11, "lines 9 to 11: as text, 11 comes before 9", shells=["bash"])

with grade("odd names and odd line ends"):
    for number, kind in enumerate(check.NAME_KINDS):
        expect(text, 3, 5, kind, check.hostile_name(kind, words[0]), check.shells()[number % 2 :][:1] or ["bash"])
    expect(text.replace("\n", "\r\n"), 2, 4, "CRLF line ends")
    expect(text[:-1], 12, 14, "no newline at the end of the file")
    expect(text[:-1], 3, 5, "no newline at the end of the file, lines before it")
    expect("100 %\n%s %d %%\n50%\n\\% 5%c\n", 1, 4, "lines with percent signs")
    expect("a\n\n\nb\n  c\t \\n\n", 2, 5, "blank lines, spaces and a backslash")
    expect("a\n\n\n\nb\n", 1, 3, "blank lines as the last ones")
    expect("1\none\rtwo\x0bthree\x0cfour\u2028five\x85six\n\\c \\0\n-n\n", 2, 4, "characters that look like line ends, and lines that look like options")
    expect("a\n\\:\\:\\:\n7: b: c\n:\n\\:\n\t d\te\n", 2, 6, "lines with colons, backslashes and tabs")
    run = check.run_script("lines.sh", {"caf": b"\xff\xfe a\ncaf\xe9\nc\n"}, ["caf", "1", "2"], kind="bytes that aren't UTF-8")
    run.prints("\\xff\\xfe a\ncaf\\xe9\n")
    run.succeeds()
    run = check.run_script("lines.sh", check.read_only({"notes": "a\nb\nc\nd\n"}), ["notes", "2", "3"], inside="shut", kind="a folder that may only be read")
    run.answers("b\nc\n")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## A pipeline grows
#
# What did people ask for? You answer such a question step by step, and look after each. First, the
# field you need. `cut -d' ' -f7` cuts each line at its blanks and keeps the 7th piece, here the
# path. A **pipe** `|` gives what one command prints to the next one as its input.

# %%
!cut -d' ' -f7 data/access.log | head -n 4

# %% [markdown]
# Next, the same paths side by side: `sort` sorts lines.

# %%
!cut -d' ' -f7 data/access.log | sort | head -n 4

# %% [markdown]
# `uniq` drops a line that equals the one before it, and `uniq -c` counts how many it was:

# %%
!cut -d' ' -f7 data/access.log | sort | uniq -c

# %% [markdown]
# Last, the biggest first: `sort -n` sorts by the number at the beginning, `-r` reverses. And `head`
# keeps the top.

# %%
!cut -d' ' -f7 data/access.log | sort | uniq -c | sort -nr | head -n 3

# %% [markdown]
# ![Six lines of a small log go through four commands. cut keeps the first field of each line, sort brings equal lines together, uniq -c makes one line with a count of each group, sort -nr puts the biggest count first.](figures/pipeline.svg)
#
# Read the long list again: one line says that a path called `200` was asked for five times. That
# can't be, and we'll come back to it.
#
# ### Four traps of sorting
#
# What happens without the first `sort`?

# %%
quiz(
    "How many lines come out of `uniq -c`?",
    runs="""%%bash
printf 'b\\na\\nb\\nb\\n' | uniq -c | wc -l""",
    number=3,
    wrong={
        2: "So it would be after `sort`. `uniq` only compares each line with the one before it.",
        4: "The last two lines are equal and stand together, so they become one.",
    },
    because="One b, one a, two b: `uniq` sees only neighbours. So it's `sort | uniq -c`, always.",
)

# %% [markdown]
# Second: `sort` alone compares as text, so 10 comes before 9. Third: what comes first, `B` or `a`?
# That depends on the **locale**, the setting for a language: in many, capitals and dots hardly
# count. `LC_ALL=C` before a command means plain **byte order**, the same on every machine. The
# tests run with it.

# %%
%%bash
# tr replaces newlines by blanks; echo ends the line
printf '9\n10\n' | sort  | tr '\n' ' '; echo
printf '9\n10\n' | sort -n | tr '\n' ' '; echo
printf 'a\nB\n_c\n' | LC_ALL=C sort | tr '\n' ' '; echo

# %% [markdown]
# A key says by what to sort: `-k2,2` is field 2 only, and `-k2,2n` that field as a number. Several
# keys are used one after the other: the second decides where the first is equal. `-k2` alone means
# "from field 2 to the end of the line", and is a common slip.

# %%
%%bash
printf 'tea 2\ncoffee 10\nmilk 2\n' | LC_ALL=C sort -k2,2n -k1,1
echo "--- the number reversed, the name not:"
printf 'tea 2\ncoffee 10\nmilk 2\n' | LC_ALL=C sort -k2,2nr -k1,1

# %% [markdown]
# The fourth trap destroys data. `> f` sends output to a file, and the shell empties that file
# *before* the command starts:

# %%
quiz(
    "A file `f` holds five lines. How many lines does it have after `sort f > f`?",
    number=0,
    wrong={
        5: (
            "It should. But the shell opened `f` for writing, and emptied it, before `sort` could "
            "read a line."
        ),
        10: "That would be `>>`, which appends.",
    },
    because=(
        "The file is emptied first, so `sort` reads nothing. Write to another name and `mv`, or "
        "say `sort -o f f`."
    ),
)

# %% [markdown]
# See for yourself. (`$( … )` is replaced by what the command in it prints.)

# %%
%%bash
cd practice/streams
printf 'b\na\n' > f
sort f > f;      echo "after sort f > f:  $(wc -l < f) lines"
printf 'b\na\n' > f
sort -o f f;     echo "after sort -o f f: $(wc -l < f) lines"

# %% [markdown]
# One more tool for the end of a pipeline. `uniq -c` puts blanks before its counts, so that they
# line up for the eye. `awk '{ print … }'` does what stands in the braces for each line, where `$1`
# is the first field, `$2` the second. It drops the blanks around fields, and a comma prints one
# blank:

# %%
%%bash
printf '     tea  2\n  coffee 10\n' | awk '{ print $2, $1 }'

# %% [markdown]
# ## S6 · The busiest addresses
#
# **Level 2 · 10 minutes · 4 points**
#
# Write `busiest.sh LOG`: the three addresses (first field) with the most lines, whatever was asked
# and answered. Each on a line of its own, `COUNT ADDRESS` with one space between; the biggest count
# first; addresses with the same count in byte order. An address is any printable
# ASCII text without blanks: IPv4, IPv6, or a host's name. LOG's name may hold any character except `/`; it may be `-` or hold an
# `=`. Fewer than three addresses: all there are. Empty log: nothing. The last newline may be
# missing. Exit status 0, nothing changed, not even for a moment. A run is stopped after five
# seconds; a log has at most some hundred lines.
#
# Example: `12 10.0.0.7`, then `9 10.0.0.12`, then `9 10.0.0.4`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The pipeline above, for another field. Read the file by `<`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# After counting, sort by two keys: the count as a number and reversed, then the address as text and
# *not* reversed. Each key needs its end, as in `-k2,2`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `uniq -c` puts blanks before its counts. An `awk` at the end that prints the two fields, with a
# comma between, leaves just one blank. Symptoms: ties the wrong way round, so an `r` stands for all
# keys; a line twice, so the first `sort` is missing.
#
# </details>

# %% role="answer" id="busiest"
%%writefile busiest.sh
# Usage: busiest.sh LOG
### BEGIN SOLUTION
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
### END SOLUTION

# %% role="tests" id="busiest-tests" points=4
grade = check.parts(4)
REQUESTS = (
    '[12/Mar/2025:08:15:02 +0000] "GET / HTTP/1.1" 200 12 "-" "10.9.9.9"',
    '[12/Mar/2025:08:15:02 +0000] "-" 400 - "-" "-"',
    '[12/Mar/2025:23:59:59 +0000] "" 408 0 "-" "10.9.9.9"',
    '[13/Mar/2025:00:00:00 +0000] "GET /health HTTP/1.1" 200 3 "-" "probe 503"',
    '[31/Dec/2024:08:15:02 +0000] "POST /ask HTTP/1.1" 503 0 "/" "curl/8.5.0"',
    '[12/Mar/2025:08:15:02 +0000] "HEAD /robots.txt HTTP/1.0" 304 - "-" "a bot"',
)


def expect(addresses, kind, name="access.log", end=None):
    text = "".join(f"{a} - - {REQUESTS[n % 6]}\n" for n, a in enumerate(addresses))
    ranked = sorted(set(addresses), key=lambda a: (-addresses.count(a), a))[:3]
    wanted = "".join(f"{addresses.count(a)} {a}\n" for a in ranked)
    check.run_script("busiest.sh", {name: text[:end]}, [name], kind=kind).answers(wanted)


with grade("the example"):
    expect(["10.0.0.7", "10.0.0.4", "10.0.0.12"] * 9 + ["10.0.0.7"] * 3, "the example")

with grade("one small case of each rule"):
    expect(
        ["b"] * 9 + ["a"] * 10 + ["c", "D", "b"],
        "counts of one and of two digits, a tie of c and D", "-"
    )
    expect(
        ["10.0.0.9", "::1", "10.0.0.10", "Host.example"], "four addresses, once each", "my = log"
    )
    expect(["a", "b", "a"], "two addresses that don't stand together")
    expect([], "an empty log")

### BEGIN HIDDEN TESTS
chance = check.dice("busiest")


def mixed(counts):
    addresses = []
    for address, count in zip(chance.sample([f"10.0.{a}.{b}" for a in (0, 1, 12) for b in (1, 2, 9, 10, 31, 110)], len(counts)), counts):
        addresses += [address] * count
    chance.shuffle(addresses)
    return addresses


with grade("lines in any order, counts as numbers"):
    expect(mixed([9, 10, 11, 2]), "counts of one and of two digits")
    expect(mixed([100, 21, 9, 8, 3]), "counts of one, two and three digits")
    expect(mixed([5, 4, 3, 2, 1]), "addresses that don't stand together")

with grade("ties by address"):
    expect(mixed([4] * 6), "six addresses with the same count")
    expect(mixed([7, 3, 3, 3, 3]), "a tie for the second and third place")
    expect(["10.0.0.9", "10.0.0.10", "10.0.0.100"], "addresses of one, two and three digits, once each")
    expect(["10.0.0.10", "10.0.0.9", "9.0.0.1", "100.0.0.1"] * 10, "four addresses, ten times each")
    expect(["10.100.0.1", "10.9.0.1", "9.200.0.1", "10.10.0.1"] * 2, "addresses of one, two and three digits behind a dot, twice each")
    other = ["2001:db8::7", "::1", "2001:DB8::7", "crawler-1.example.org", "Crawler.example.org", "fe80::1%eth0"]
    expect(other * 2, "addresses of other forms, with the same count")
    expect(["2001:db8:85a3:1::1", "2001:db8:85a3:1::2", "2001:db8:85a3:1::1"], "long addresses that begin alike")
    long = [f"{'crawler.' * 30}{end}.org" for end in ("one", "two", "three", "two")]
    expect(long, "addresses of 250 characters that begin alike")
    expect(["b.example", "A.example", "a.example", "B.example"], "hosts' names in capitals, with the same count")
    expect([address for n, address in enumerate(other, 1) for _ in range(n)], "addresses of other forms")
    patterns = ["a.example", "a-example", "a.example", "[ab]", "*.a", "*.a", "a"]
    expect(patterns, "addresses that fit each other as patterns")
    signs = ["a]b", "o'hara.example", 'a"b', "$HOME", "`x`", "a\\nb", "a;b", "a=b", "%s", "-n", "@", "$(x)", "a/b", "(c", "~"]
    for n in range(0, len(signs), 3):  # each among the first three once
        expect([*signs, *signs[n : n + 3]], "addresses with signs of every kind")
    numbers = ["7", "07", "7.0", "1e1", "10", "0x7", "+7", "007", "nan", "inf"]
    expect([number for n, number in enumerate(numbers) for _ in range(2 + (n in (1, 3)))], "addresses that are one number")
    text = "".join(f"{a} - - {REQUESTS[0]}\n" for a in "abacab")
    run = check.run_script("busiest.sh", check.read_only({"access.log": text}), ["access.log"], inside="shut", kind="a folder that may only be read")
    run.answers("3 a\n2 b\n1 c\n")

with grade("fewer than three, empty, and odd names"):
    expect(mixed([3, 1]), "two addresses")
    expect([], "an empty log")
    expect(mixed([3, 2, 2]), "no newline at the end", end=-1)
    hosts = [f"crawler-{n:03}.{'search.' * 100}example.org" for n in range(120)]  # more than a pipe holds
    many = "".join(f"{host} - - {REQUESTS[0]}\n" for host in reversed(hosts))
    run = check.run_script("busiest.sh", {"access.log": many}, ["access.log"], kind="a log of 120 long addresses")
    run.answers("".join(f"1 {host}\n" for host in hosts[:3]))
    for kind in check.NAME_KINDS:
        expect(mixed([5, 3, 3, 1]), kind, check.hostile_name(kind, "access"))
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Fields
#
# Back to the path called `200`. A line of the access log, in the "combined" format:
#
#     10.0.0.7 - - [12/Mar/2025:08:15:02 +0000] "GET /ask HTTP/1.1" 200 503 "-" "curl/8.5.0"
#
# Address, two unused fields, time, request in quotes, **status**, bytes, where from, which program.
# A status from 200 to 299 says that all went well, from 400 to 499 that the request was wrong, and
# from 500 to 599 that the server failed. When a connection breaks, the request is just `"-"`, one
# piece instead of three. So everything behind it moves two places to the left: counting blanks
# fails there. All of a line is printable ASCII.
#
# You have met `awk`. It splits each line into fields `$1`, `$2`, …, at blanks, or with `-F` at
# something else. It runs `{ … }` for each line, or for lines that pass a test before it. These
# dollars are awk's own, so the program stands in single quotes. `"\"-\""` is the text `"-"`: a
# quote inside a text needs a backslash.

# %%
%%bash
awk '$6 == "\"-\"" { print $1, "status", $7 }' data/access.log

# %% [markdown]
# Now the failures. `grep 503` finds the status, but also 503 bytes, a path `/ports/503`, and a
# program called `probe 503`:

# %%
quiz(
    (
        "133 of 236 lines hold 503 somewhere. In how many is it the status? Estimate: 1 line of "
        "11 failed in some way, and not all of these with 503."
    ),
    right="15",
    wrong={
        "133": (
            "Then more than half of all answers would have failed. Most of these hold 503 as "
            "bytes, path or program."
        ),
        "90": "Still far above 1 in 11 of 236 lines, which are 21.",
        "0": "The failures of this morning are real: in four minutes every second answer is one.",
    },
    because="15 have the status 503. The other 118 only hold the number elsewhere.",
)

# %% [markdown]
# Cut each line at its *quotes* instead, and the third piece is what stands between the request and
# the next quote, the status and the bytes, whatever the request was:

# %%
!awk -F'"' '{ print $3 }' data/access.log | head -n 3

# %% [markdown]
# Three ways to count:

# %%
%%bash
grep -c 503 data/access.log
grep -c '" 503 ' data/access.log
awk -F'"' '{ split($3, part, " "); if (part[1] == 503) n++ } END { print n + 0 }' data/access.log

# %% [markdown]
# 133 is Mira's number, and it is wrong. The second command asks for a quote, a blank, the status
# and a blank. The third takes the third piece, and `split` cuts that at its blanks. `n++` counts,
# `END { … }` runs once after the last line, and `n + 0` makes a 0 of a counter that was never used.
#
# A regular expression can say more than one number: `[0-9]` is any digit, `[.]` a dot, `[^"]`
# anything but a quote, `*` "any number of the thing before", and `^` the beginning of the line. In
# awk, `$3 ~ /…/` is true if the field holds the pattern:

# %%
%%bash
awk -F'"' '$3 ~ /^ 40[0-9] / { n++ } END { print n + 0, "from 400 to 409" }' data/access.log
grep -c '^10[.]0[.]1[.]' data/access.log

# %% [markdown]
# So 15 requests got a status from 400 to 409, and 73 came from addresses that begin with `10.0.1.`.
# Without the brackets each dot would be any character, and `10.0x1.` would count too.
#
# `grep -c` ends with status 1 when it counts 0: "nothing found" is a failure to `grep`.

# %% [markdown]
# ## S7 · Answers that failed
#
# **Level 2 · 10 minutes · 4 points**
#
# Write `errors.sh LOG`. It prints how many lines of LOG, in the format above, have a status from
# 500 to 599: one number and a newline, `0` if there are none. (The two unused fields are always
# `-`.) A status has three digits; some are 600 or more, and don't count. The request may be
# anything between its quotes (also `-`, nothing at all, or words with numbers), and never holds a
# quote itself; nor do the address and the last two fields. The bytes are a number or `-`. The last
# newline may be missing. LOG's name may hold any character except `/`; it may be `-` or hold an
# `=`. Exit status 0, nothing changed, not even for a moment.
#
# Example: for a log with the statuses 200, 503, 404 and 500 it prints `2`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The status follows the quote that ends the request, after one blank. Everything else that looks
# like it must not count.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Either a `grep -c` whose pattern begins with `^` and says where the first two quotes are, or `awk`
# cut at the quotes.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The demonstration that counts 400 to 409 has all parts; ask of each of its digits whether it may
# still be only that one. Symptoms: an empty line for an empty log, so the `+ 0` is missing;
# a status of 1 where nothing failed, so `grep` said "nothing found".
#
# </details>

# %% role="answer" id="errors"
%%writefile errors.sh
# Usage: errors.sh LOG
### BEGIN SOLUTION
awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }' < "$1"
### END SOLUTION

# %% role="tests" id="errors-tests" points=4
grade = check.parts(4)


def line(status, *, request="GET /ask HTTP/1.1", size=1420, agent="curl/8.5.0", address="10.0.0.7",
         origin="-", day="12/Mar/2025"):
    begin = f"{address} - - [{day}:08:15:02 +0000]"
    return f'{begin} "{request}" {status} {size} "{origin}" "{agent}"\n'


def expect(lines, count, kind, name="access.log"):
    run = check.run_script("errors.sh", {name: "".join(lines)}, [name], kind=kind)
    statuses = " ".join(one.split('"')[2].split()[0] for one in "".join(lines).splitlines())
    if run.out.strip().isdecimal() and int(run.out) != count:
        run.fail(
            f"standard output: expected {count}, came {int(run.out)}; the statuses are "
            f"{statuses or 'none'}"
        )
    run.answers(f"{count}\n")


with grade("the example"):
    expect([line(status) for status in (200, 503, 404, 500)], 2, "the example")

with grade("one small case of each rule"):
    expect(
        [line(status) for status in (499, 500, 599, 600)], 2, "the statuses 499, 500, 599 and 600",
        "-"
    )
    elsewhere = [
        line(200, size=503), line(200, request="GET /503 500 x"), line(200, agent="a 502 b")
    ]
    expect(elsewhere, 0, "503 as bytes, in the request, in the agent", "my = log")
    requests = [
        line(502, request="-"), line(503, request=""), line(504, size="-"),
        line(200, request="-", size=500)
    ]
    expect(requests, 3, "the requests - and nothing, and no bytes")
    expect([], 0, "an empty log")

### BEGIN HIDDEN TESTS
chance = check.dice("errors")


def some(count, **more):
    statuses = [chance.choice([200, 201, 304, 404, 499, 500, 502, 503, 504, 599, 600, 699]) for _ in range(count)]
    return [line(status, **more) for status in statuses], sum(500 <= status < 600 for status in statuses)


with grade("numbers that are no status"):
    for more in ({"size": 503}, {"request": "GET /ports/503/times HTTP/1.1"}, {"agent": "probe 502 check"}, {"address": "10.0.5.500"}):
        expect(*some(12, **more), "5xx in another field")
    origins = ["https://example.org/ports/503", "", "a 502 b", " 500 12 ", "[x] ", "/"]
    expect([line(status, origin=origin) for origin in origins for status in (504, 200)], len(origins), "origins of all kinds")
    days = [f"{day:02}/{month}/{year}" for day, month, year in zip((1, 28, 31), ("Jan", "Feb", "Dec"), (1999, 2024, 2026))]
    expect([line(status, day=day) for day in days for status in (504, 200)], len(days), "other days")
    others = {"address": ["::1", "2001:db8::500", "fe80::1%eth0", "crawler-1.example.org"], "agent": ["-", "", "a", "a bot] ", "[x] y"]}
    for field, kind in (("address", "addresses of other forms"), ("agent", "programs without a name")):
        expect([line(status, **{field: text}) for text in others[field] for status in (503, 200)], len(others[field]), kind)
    expect([line(200, request="GET / 500 HTTP/1.1"), line(200, agent=" 500 12 "), line(204, size=500), line(502)], 1, "' 500 ' in another field")

with grade("requests of any number of words, and the bounds"):
    lines, count = some(9)
    bad = [line("503", request="-"), line("200", request="-", size=502), line("400", request="GET /a b c 1", size=512), line("500", request="GET /a b c 1")]
    expect([*lines, *bad], count + 2, "requests that are not three words")
    requests = ["OPTIONS * HTTP/1.1", "PROPFIND /x HTTP/1.1", "get /ask", "hello", "503", "/x", "?", "GET /a\\", "it's", "\\", "GET /a[1] ", "x] ", "]"]
    expect([line(status, request=request) for request in requests for status in (502, 200)], 13, "requests that begin with other words than GET")
    expect([line(502, request=""), line(200, request="", size=502), line(204, request=" 500 ")], 1, "an empty request")
    expect([line(599, size="-"), line(500, size=0), line(200, size="-")], 2, "no bytes")
    expect([line(status) for status in (499, 500, 599, 600, 550, 400)], 3, "the statuses 499, 500, 550, 599, 600 and 400")

with grade("none, empty, and odd names"):
    expect([line(200), line(404, size=500)], 0, "no failed answer")
    expect([], 0, "an empty log")
    zones = [line(status).replace("+0000", zone) for zone in ("+0100", "-0530") for status in (503, 204)]
    expect(zones, 2, "times of other zones")
    run = check.run_script("errors.sh", check.read_only({"a.log": line(503)}), ["a.log"], inside="shut", kind="a folder that may only be read")
    run.answers("1\n")
    lines, count = some(15)
    expect(["".join([*lines, line(503)])[:-1]], count + 1, "no newline at the end")
    for kind in check.NAME_KINDS:
        lines, count = some(5)  # and one failed answer: 0 is also what a log that wasn't read holds
        expect([*lines, line(503)], count + 1, kind, check.hostile_name(kind, "access"))
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Half-way: a good place for a break
#
# The first two of Mira's questions have their scripts. Here they are at work (`practice.run` says
# so if one isn't written yet):

# %%
practice.run("errors.sh", "data/access.log")
practice.run("busiest.sh", "data/access.log")

# %% [markdown]
# With both written: 21 answers failed, not 133, and the busiest address asked 57 times. The second
# sitting tells results from messages, and commands that went well from others. Then it takes up
# tables: a mean for each endpoint, and a column of comments. At its end stands the whole report.
# When you come back, first run the code cell at the top again.

# %% [markdown]
# ## Three streams
#
# Results and complaints are two things. Every program starts with three open streams, and each has
# a number: **standard input** (0), **standard output** (1) for results, and **standard error** (2)
# for messages to people. A pipe takes standard output. Standard error goes past it.
#
# ![A command reads standard input, stream 0. Its standard output, stream 1, goes through a pipe into the next command. Its standard error, stream 2, goes past the pipe to the screen.](figures/streams.svg)
#
# Here is a job that prints on both. `job() { … }` is a **function**: a name for some lines. `>&2`
# sends an output to stream 2.

# %%
%%bash
job() { echo "result"; echo "warning" >&2; }
job | tr a-z A-Z

# %% [markdown]
# The warning was not made capital: it went past the pipe. **Redirection** sends a stream to a file:
#
# | you write | what happens |
# |---|---|
# | `cmd > f` | standard output to f, which is emptied first |
# | `cmd >> f` | standard output, appended to f |
# | `cmd 2> f` | standard error to f |
# | `cmd > f 2>&1` | both to f: 1 goes to f, then 2 goes to *where 1 goes now* |
# | `cmd &> f`, `cmd &>> f` | the same, shorter, in bash |
# | `cmd < f` | standard input from f |
#
# Redirections are carried out from left to right, and that decides:

# %%
quiz(
    "`job` prints `result` on 1 and `warning` on 2. What is in the file f after `job 2>&1 > f`?",
    right="result only",
    wrong={
        "both lines": (
            "That is `job > f 2>&1`. Here 2 was sent to where 1 went *before* the file was "
            "opened: the screen."
        ),
        "warning only": "1 goes to f in the end; 2 goes to the screen.",
        "nothing": "1 does go to f, in the second step.",
    },
    because="First 2 goes where 1 goes now, to the screen. Then 1 alone goes to the file.",
)

# %% [markdown]
# ![job > f 2>&1, step by step: 1 and 2 lead to the screen; after > f, 1 leads to f; after 2>&1, 2 leads to f too. In the other order, 2>&1 changes nothing, and > f moves 1 alone: 2 still leads to the screen.](figures/order.svg)

# %%
%%bash
cd practice/streams
job() { echo "result"; echo "warning" >&2; }
job > out.txt 2> err.txt;  echo "out: $(cat out.txt)  err: $(cat err.txt)"
job > both.txt 2>&1;       echo "both: $(tr '\n' ' ' < both.txt)"
job 2>&1 > wrong.txt;      echo "wrong order: $(cat wrong.txt)"

# %% [markdown]
# The last command let the warning escape to the screen.
#
# ### Exit status
#
# Every command ends with an **exit status**: 0 means success, anything else failure. `$?` holds the
# last one, and the next command replaces it, so keep it at once: `status=$?`. `exit 3` ends a
# script with status 3. A **signal** tells a program from outside to end, as Ctrl-C does (more on
# that in lesson 4). A command that a signal killed has 128 plus the signal's number.
#
# A pipe's status is that of its *last* command. So `failing | tee log` succeeds. (`tee` copies its
# input to a file *and* to its output; `tee -a` appends. `false` is a command that only fails.)
#
# `set -o pipefail` changes that: then a pipe fails if any of its commands does.

# %%
%%bash
cd practice/streams
echo "three" | tee copy.txt | tr a-z A-Z
false | tee copy.txt;  echo "the pipe's status is $?"
set -o pipefail
false | tee copy.txt;  echo "with pipefail it is $?"

# %% [markdown]
# ### A command as arguments, and a place for scratch files
#
# `"$@"` is all arguments of a script, each in one piece. Written as a line of its own, it *runs*
# them: the first is the command. `mktemp` makes a new empty file outside of your folder, with a
# name that nobody else has, and prints the name.

# %%
%%writefile twice.sh
"$@"
"$@"

# %%
%%bash
bash twice.sh echo "two  words"
scratch=$(mktemp)
echo "kept for a moment" > "$scratch"
cat "$scratch"
rm -- "$scratch"

# %% [markdown]
# ## S8 · Three logs
#
# **Level 3 · 20 minutes · 5 points**
#
# Write `logged.sh COMMAND [ARG...]`. COMMAND is a program that is there. The script runs it once,
# with its arguments unchanged, and
#
# - appends its standard output to `out.log`, and its standard error to `err.log`,
# - appends both to `all.log`. There each stream keeps its own order; how the two mix is free,
# - prints nothing itself, and ends with the command's exit status (what bash says of a command that
#   a signal killed doesn't count).
#
# The command may print any bytes, also without a newline at the end; they go on as they are. It
# reads the standard input of `logged.sh`. If a signal kills it, the status is 128 plus the signal's
# number, as the shell has it in `$?`.
#
# Logs that exist keep what they hold. All three exist afterwards. When `logged.sh` ends, they are
# complete. The script makes and changes no other file in the current folder, not even for a moment
# (`mktemp` makes files elsewhere; named pipes, by `mkfifo`, can't be made where the tests run).
#
# Example: `logged.sh echo "two  words"` appends the line `two  words` to `out.log` and `all.log`,
# and makes an empty `err.log`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `"$@"` as a command runs the arguments, each in one piece. Keep its status before anything else
# runs.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The simple way: run it with both streams in temporary files, then `cat` each file to where it has
# to go.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Two names from `mktemp`, the command with both streams redirected to them, its status kept in the
# very next line; then three times `cat` with `>>`, and `exit` with what you kept. Symptoms: status
# 0 for a command that failed, so something ran before you kept it; a missing last line, so a loop
# with `read` stood where `cat` should.
#
# </details>

# %% role="answer" id="logged"
%%writefile logged.sh
# Usage: logged.sh COMMAND [ARG...]
### BEGIN SOLUTION
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
### END SOLUTION

# %% role="tests" id="logged-tests" points=5
grade = check.parts(5)

# A command that prints its arguments and two warnings, counts its runs, and ends with a status.
JOB = (
    'for a; do printf "[%s]\\n" "$a"; done; echo "warn 1" >&2; echo done; echo "warn 2" >&2; echo '
    'x >> runs; exit ${STATUS:-0}\n'
)


def logged(args, *, old=None, status=0, kind="", job=JOB, stdin=""):
    tree = {"job": job, **(old or {})}
    return check.run_script(
        "logged.sh", tree, ["sh", "job", *args], env={"STATUS": str(status)}, kind=kind, stdin=stdin
    )


def is_mixed(text, one, other):
    """Whether a text is two texts mixed, each in its own order; pieces may be of any length."""
    reached = {0}  # how much of the first text may have been used so far
    for place, letter in enumerate(text, 1):
        reached = {n + 1 for n in reached if one[n : n + 1] == letter} | {
            n for n in reached if other[place - 1 - n : place - n] == letter
        }
    return len(text) == len(one) + len(other) and len(one) in reached


def has_logs(run, out, err, old=None):
    old = {"out.log": "", "err.log": "", "all.log": "", **(old or {})}
    for name, text in (("out.log", out), ("err.log", err)):
        came = run.file(name)
        run.that(
            came == old[name] + text, f"{name} should hold {old[name] + text!r}, and holds {came!r}"
        )
    came = run.file("all.log")
    run.that(
        came.startswith(old["all.log"]),
        f"all.log should begin with what it held, {old['all.log']!r}, and holds {came!r}"
    )
    new = came[len(old["all.log"]):]
    run.that(
        is_mixed(new, out, err),
        f"all.log should have got {out!r} and {err!r}, each in its own order, and has got {new!r}"
    )
    run.that(
        run.out == "", f"it should print nothing itself, and prints {run.out!r} on standard output"
    )
    run.is_quiet()


WARNINGS = "warn 1\nwarn 2\n"
with grade("new logs"):
    run = logged(["a"], kind="no logs yet")
    has_logs(run, "[a]\ndone\n", WARNINGS)
    run.exits(0)

with grade("one small case of each rule"):
    old = {"out.log": "o\n", "err.log": "e\n", "all.log": "a\n", "out": "mine\n"}
    run = logged(
        ["two  words", "", "*"], old=old, status=3,
        kind="logs that hold something, odd arguments, status 3"
    )
    has_logs(run, "[two  words]\n[]\n[*]\ndone\n", WARNINGS, old)
    run.exits(3)
    run.that(run.file("runs") == "x\n", "the command should run once")
    run.that(run.file("out") == "mine\n", "a file `out` of the user's was changed")
    run = logged(
        [], job="cat; printf 'no newline' >&2; kill -PIPE $$\n", stdin="typed",
        kind="input, no newline, a signal"
    )
    has_logs(run, "typed", "no newline")
    run.exits(141)
    run = check.run_script("logged.sh", {}, ["true"], kind="a command that says nothing")
    has_logs(run, "", "")

### BEGIN HIDDEN TESTS
chance = check.dice("logged")
LOGS = ("out.log", "err.log", "all.log")

with grade("logs that hold something are appended to"):
    old = {name: f"{word}\n" for name, word in zip(LOGS, check.words(chance, 3))}
    run = logged(["b"], old=old, kind="logs that hold something")
    has_logs(run, "[b]\ndone\n", WARNINGS, old)
    for mine in LOGS:
        run = logged(["b"], old={mine: "mine\n"}, kind=f"an old {mine} only")
        has_logs(run, "[b]\ndone\n", WARNINGS, {mine: "mine\n"})
    run = logged(["b"], old={name: "no newline" for name in LOGS}, kind="logs without a final newline")
    has_logs(run, "[b]\ndone\n", WARNINGS, dict.fromkeys(LOGS, "no newline"))

with grade("arguments and silence"):
    odd = [check.hostile_name(kind, "x") for kind in check.NAME_KINDS]
    run = logged([*odd, "", "*", "a=b"], kind="odd arguments, more than nine")
    has_logs(run, "".join(f"[{arg}]\n" for arg in [*odd, "", "*", "a=b"]) + "done\n", WARNINGS)
    run = check.run_script("logged.sh", {}, ["true"], kind="a command that says nothing")
    run.answers("", {name: check.file("", None) for name in LOGS})
    mine = {"my job": check.file("#!/bin/sh\necho done\n", 0o755)}
    has_logs(check.run_script("logged.sh", mine, ["./my job"], kind="a command whose name holds a blank"), "done\n", "")
    run = check.run_script("logged.sh", {}, ["echo", "-n", "  a  "], kind="the command echo with -n")
    has_logs(run, "  a  ", "")

# A job that runs logged.sh once more, in another folder, and looks at the logs as soon as that ends. Copying is slow there,
# to one of the logs more than to the others.
SLOW = check.file('#!/bin/sh\nsleep 0.1\ncase $* in *"$LATE"*) sleep 0.2 ;; esac\nPATH=${PATH#*:} exec "${0##*/}" "$@"\n', 0o755)
AGAIN = 'cd again && PATH="$2/slow:$PATH" bash "$1" sh ../talk\ncat out.log err.log; cat all.log > ../seen; echo seen >&2\n'

with grade("output of any kind, and standard input"):
    tree = {"again/out.log": "o\n", "again/err.log": "", "again/all.log": "", "talk": "echo one; echo two >&2\n", "watch": AGAIN}
    tree |= {f"slow/{tool}": SLOW for tool in ("cat", "tee", "cp", "dd", "sed", "awk", "perl")}
    for late in ("err.log", "out.log"):
        run = check.run_script("logged.sh", tree, ["sh", "watch", "{root}/../bin/logged.sh", "{root}"], env={"LATE": late}, kind="logs that are read as soon as it ends, on a slow machine")
        for name, text in (("out.log", "o\none\n"), ("err.log", "two\n")):
            run.that(text in run.file("out.log"), f"{name} wasn't complete when logged.sh had ended: {text!r} is missing", "what it began by `&` or `>( )` and didn't wait for, or a part that is lost")
        has_logs(run, "o\none\ntwo\n", "seen\n")
        run.that(sorted(run.file("seen").split()) == ["one", "two"], f"all.log should be complete when it ends, and held {run.file('seen')!r}")
    spoken = "  two  blanks\t\\n %s \n\n  no newline at the end"
    job = f"printf '%s' '{spoken}'; printf '%s' ' {spoken} ' >&2\n"
    has_logs(logged([], job=job, kind="output with blanks, backslashes and no final newline"), spoken, f" {spoken} ")
    run = logged([], job="printf 'a\\0b\\377\\r\\n'; printf '\\0\\200\\r\\n\\t\\033[31mred\\033[0m' >&2\n", kind="output with bytes that are no text")
    has_logs(run, "a\0b\\xff\r\n", "\0\\x80\r\n\t\x1b[31mred\x1b[0m")
    run = logged([], job="cat; echo end\n", stdin="one\ntwo\n", kind="a command that reads standard input")
    has_logs(run, "one\ntwo\nend\n", "")
    many = "".join(f"line {n}\n" for n in range(400))
    run = logged([], job='i=0; while [ "$i" -lt 400 ]; do echo "line $i"; echo "warn $i" >&2; i=$((i+1)); done\n', kind="400 lines on each stream")
    has_logs(run, many, many.replace("line", "warn"))

    for first, then in (("out", "err"), ("err", "out")):
        redirect = {"out": "", "err": " >&2"}
        job = f"head -c 200000 /dev/zero | tr '\\0' x{redirect[first]}; echo end{redirect[then]}\n"
        run = logged([], job=job, kind=f"200 000 bytes on std{first}, before anything on std{then}")
        sizes = {name: len(run.file(f"{name}.log")) for name in ("out", "err", "all")}
        wanted = {first: 200_000, then: 4, "all": 200_004}
        run.that(sizes == wanted, f"the logs should hold {wanted} characters, and hold {sizes}")

with grade("the command's status, one run, and no other file"):
    for status in (3, 127, 1):
        run = logged(["c"], status=status, kind=f"a command that ends with status {status}")
        has_logs(run, "[c]\ndone\n", WARNINGS)
        run.exits(status, "keep $? at once")
        run.that(run.file("runs") == "x\n", f"the command should run once, and ran {len(run.file('runs').split())} times")
    run = logged([], job="echo before; kill -PIPE $$; echo after\n", kind="a command that is killed by the signal PIPE")
    has_logs(run, "before\n", "")
    run.exits(141, "keep $? at once: it is 128 plus the signal's number")
    mine = {name: check.file("mine\n", 0o600) for name in ("out", "err", "out.tmp", "err.tmp", "tmp", ".out", ".err", "out.txt", "err.txt", "tmp.out", "tmp.err", "status", "all", "fifo", "pipe")}
    run = logged(["d"], old=mine, kind="files of the user's own")
    new = {name: run.after.get(name, ()) for name in (*LOGS, "runs")}
    run.leaves({**run.before, **{name: entry for name, entry in new.items() if entry}})
    has_logs(run, "[d]\ndone\n", WARNINGS)
    run = logged([], job="ls -A | grep -v '[.]log$'\n", kind="a command that lists the folder")
    has_logs(run, "job\n", "")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Adding up by key
#
# `awk` has arrays whose keys are texts. That is all a "group by" needs. `NR` is the number of the
# line, so `NR > 1` leaves the header out:

# %%
%%bash
head -n 4 data/latency.tsv
awk -F'\t' 'NR > 1 { n[$1]++ } END { for (key in n) print n[key] "\t" key }' data/latency.tsv |
    sort -nr

# %% [markdown]
# A sum grows by `sum[key] += value`. `printf "%.2f\n"` prints a number with two decimals. `if (…) …
# else …` chooses, and a test may say `==`, `!=` or `>`. Here are the cups of three days, as a mean
# per day:

# %%
%%bash
printf 'tea 2\ncoffee 10\ntea 3\nmilk 1\n' | awk '
    { sum[$1] += $2 }
    END {
        for (key in sum)
            if (sum[key] > 4) printf "%s %.2f\n", key, sum[key] / 3
            else print key, "hardly any"
    }' | sort

# %% [markdown]
# Tea was 2 and 3 cups, so 5 in three days, or 1.67 a day.
#
# Two wrong turns are waiting. `for (key in n)` goes through the keys in no order at all. And the
# other:

# %%
quiz(
    "What does `awk` make of a missing value, written as `-`?",
    runs="""%%bash
printf '100\\n-\\n50\\n' | awk '{ sum += $1; n++ } END { print sum / n }'""",
    number=50,
    wrong={
        75: "That is the right mean, of two values. `awk` counted three.",
        0: "The sum isn't lost; the `-` only counts as 0.",
    },
    because=(
        "A text that is no number counts as 0, without a word, and pulls the mean from 75 down to "
        "50."
    ),
)

# %% [markdown]
# ## S9 · Mean latency
#
# **Level 3 · 20 minutes · 6 points**
#
# Write `latency.sh FILE`. FILE has a header line, whatever it says, then lines
# `ENDPOINT<tab>MILLISECONDS`. Endpoints aren't empty, and may hold any printable character, also
# blanks; the milliseconds are whole numbers from 0 to 2 147 483 647. `-` means that the value is
# missing. Print for each endpoint `ENDPOINT<tab>MEAN`, rounded to one decimal (a mean exactly
# between two, such as 0.25, either way), sorted by endpoint in byte order. Missing values don't
# count, neither in the sum nor in the number; an endpoint with missing values only gets `-` as its
# mean. Lines may end with CRLF; your output doesn't. The last newline may be missing. Only a
# header, or an empty file: print nothing. FILE's name may hold any character except `/`; it may be
# `-` or hold an `=`. Exit status 0, nothing changed, not even for a moment.
#
# Example: `/ask` with 100, 101 and `-`, and `/health` with `-`, gives `/ask<tab>100.5` and
# `/health<tab>-`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `awk -F'\t'`, and `NR > 1` keeps the header out. `tr -d '\r'` before it takes care of Windows.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Remember every endpoint in one array, and sum and number in two others, filled only if the second
# field isn't a dash.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `END`, go through the endpoints *seen*, not those with a sum: one kind of them gets a dash, and
# must not be divided. Then `sort`: in byte order a tab comes before all that an endpoint may hold,
# so whole lines sort as their endpoints do. Symptoms: `%` in an endpoint breaks the output, so it
# stands in the format; half the mean, so missing values were counted.
#
# </details>

# %% role="answer" id="latency"
%%writefile latency.sh
# Usage: latency.sh FILE
### BEGIN SOLUTION
tr -d '\r' < "$1" | awk -F'\t' '
    NR > 1 {
        seen[$1] = 1
        if ($2 != "-") { sum[$1] += $2; n[$1]++ }
    }
    END {
        for (e in seen)
            if (n[e]) printf "%s\t%.1f\n", e, sum[e] / n[e]
            else printf "%s\t-\n", e
    }' | sort -t "$(printf '\t')" -k1,1
### END SOLUTION

# %% role="tests" id="latency-tests" points=6
grade = check.parts(6)


def means(rows):
    answer = ""
    for endpoint in sorted({endpoint for endpoint, _ in rows}):
        values = [value for e, value in rows if e == endpoint and value != "-"]
        answer += f"{endpoint}\t" + (f"{sum(values) / len(values):.1f}\n" if values else "-\n")
    return answer


def expect(rows, kind, name="latency.tsv", end="\n", last="\n", header="endpoint\tlatency_ms"):
    text = end.join([header, *(f"{endpoint}\t{value}" for endpoint, value in rows)]) + last
    run = check.run_script("latency.sh", {name: text}, [name], kind=kind)
    for wanted, came in zip(means(rows).splitlines(), run.out.splitlines()):
        endpoint = wanted.split("\t")[0]
        if wanted != came and came.startswith(f"{endpoint}\t"):
            values = ", ".join(str(value) for other, value in rows if other == endpoint)
            run.fail(f"{endpoint} has the values {values}; expected {wanted!r}, came {came!r}")
    run.answers(means(rows))


with grade("the example"):
    expect([("/ask", 100), ("/health", "-"), ("/ask", 101), ("/ask", "-")], "the example")

with grade("one small case of each rule"):
    mixed = [
        ("b", 1), ("b c", 2), ("B", 0), ("b", 1), ("b", 0), ("%d", "-"), ("B", "-"), ("b/c", 3)
    ]
    expect(
        mixed, "a mean that rounds up, a zero, odd endpoints, CRLF", "-", end="\r\n", last="\r\n",
        header="x\t9"
    )
    expect([("a", 7)], "no newline at the end", "my = file", last="")
    expect([], "only a header")
    check.run_script(
        "latency.sh", {"latency.tsv": ""}, ["latency.tsv"], kind="an empty file"
    ).answers("")

### BEGIN HIDDEN TESTS
chance = check.dice("latency")


def rows(*endpoints, missing=0.0):
    """Two to seven values for each endpoint, and more that are missing; no mean lies between two decimals."""
    found = []
    for endpoint in endpoints:
        values = [chance.randrange(10, 900) for _ in range(chance.choice([2, 3, 6, 7]))]
        while len(values) > 2 and sum(values) * 10 % len(values) == 0:  # means that aren't exact tenths
            values[0] += 1
        found += [(endpoint, value) for value in values] + [(endpoint, "-")] * (chance.randrange(1, 4) if missing else 0)
    chance.shuffle(found)
    return found


with grade("missing values"):
    expect(rows("/ask", "/b", "/health", missing=1), "missing values")
    expect([*rows("/ask"), ("/x", "-"), ("/x", "-"), ("/zero", 0)], "an endpoint with missing values only, and one with a mean of 0")
    expect([("/a", "-"), ("/a", 3), ("/a", 0), ("/a", 5), ("/b", 0), ("/b", 0), ("/b", "-")], "zeros and missing values")
    expect([("/a", 1), ("/a", 1), ("/a", 0), ("/c", 2), ("/c", 2), ("/c", 1), ("/d", 99), ("/d", 100), ("/d", 100)], "means that end with 6 and 3, and one that rounds up")

    means_of = {"/a": (116, 11), "/b": (93, 38), "/c": (6, 7), "/d": (31, 23), "/e": (13, 7), "/f": (107, 93)}  # a sum, and of how many
    near = [(endpoint, total // count + (n < total % count)) for endpoint, (total, count) in means_of.items() for n in range(count)]
    expect(near, "means such as 10.5454…, 0.8571… and 1.1505…, which are rounded once")

with grade("the header, and the order"):
    expect(rows("endpoint-a", "z", "B", "a", "/v1", "/v1/x", "/v1 x", "/v10", "/v9", "Z"), "endpoints in upper and lower case")
    expect(rows("endpoint", "latency_ms"), "endpoints called as the header usually is")
    for header in ("path\tms", "/ask\t700", "endpoint\t1", "", " "):
        expect(rows("/ask", "/b"), f"the header {header!r}", header=header)
    expect(list(zip("ba" * 3, (1, 2, 4, 3, 1, 1))), "rows out of order")
    expect([], "only a header")
    check.run_script("latency.sh", {"latency.tsv": ""}, ["latency.tsv"], kind="an empty file").answers("")

with grade("spaces, CRLF and odd names"):
    expect(rows("7", "07", "7.0", "+7", "1e3", "1000", "0x10", "16", "nan", "-0", "0", missing=1), "endpoints that are numbers")
    expect(rows("#", f"# {chance.randrange(99)}", "#/a", "//b", "--", ";c", "-", "!d", "'e", missing=1), "endpoints that look like comments")
    expect(rows("/v1/ask model", "/v1/ask", "/v1/ask  model", " /v1", "/v1 ", "/v1", " z"), "endpoints with spaces")
    expect(rows("/50%25", "/%s %d", "/a\\tb\\n", "/[a]*", "/a'b\"", "/-", "\u00fc"), "endpoints with odd characters")
    signs = "!#$&()+,.:;<=>?@[]^_`{|}~"
    expect(rows("/ask?lang=de", "/ask?lang=da", "/ask", *(f"/ask{sign}{sign}x" for sign in signs)), "endpoints with signs of every kind")
    expect(rows("/v1/", "/v1", "/V1", "/v1//", "/v1?", "/v1#", "v1", "/v1.html", "/./v1", "/v1%2f"), "endpoints that a server may take for one")
    expect(rows('"/ask" x', '"/b"', '"'), "endpoints with quotes")
    expect([("/a", 1234567), ("/b", 2000000001), ("/b", 2000000002)], "values of many digits")
    expect(rows("/a", "/b", missing=1), "CRLF line ends", end="\r\n", last="\r\n")
    expect(rows("/a", "/b", missing=1), "no newline at the end", last="")
    run = check.run_script("latency.sh", check.read_only({"a.tsv": "x\ty\n/a\t3\n/a\t4\n"}), ["a.tsv"], inside="shut", kind="a folder that may only be read")
    run.answers("/a\t3.5\n")
    for kind in check.NAME_KINDS:
        expect(rows("/a", "/b c", missing=1), kind, check.hostile_name(kind, "latency"))
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## When lines are not records
#
# `cut -d,` knows nothing of quotes. In a CSV, a field in quotes may hold commas, doubled quotes, and
# newlines:

# %%
%%bash
tail -n +4 data/reviews.csv | head -n 2
echo "--- the second column by cut:"
cut -d, -f2 data/reviews.csv | sed -n '4,5p'

# %% [markdown]
# The third review is one row and two lines. For these two lines `cut` gives half an island's name,
# and the number of stars.
#
# The right tool is a CSV parser. Python has one, and a script can call it. The text between
# `<<'END'` and `END` (a *here document*) becomes Python's standard input, and `-` tells Python to
# take its program from there. What follows are arguments, which Python finds in `sys.argv`. Each
# row comes as a dict, with the names of the header as its keys. Its values are texts, so `int` makes
# numbers of the stars.

# %%
%%bash
python3 - data/reviews.csv <<'END'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    print("columns:", rows.fieldnames)
    stars = [int(row["stars"]) for row in rows]
    print(len(stars), "reviews, on the whole", sum(stars), "stars")
END

# %% [markdown]
# Six reviews, though the file has more lines. A program in Python also has a standard error and an
# exit status. If it is the last command of a script, its status is that of the script:

# %%
%%bash
python3 - 3 <<'END' || echo "its status was $?"
import sys
if int(sys.argv[1]) < 5:
    print("too few", file=sys.stderr)
    sys.exit(4)
print("enough")
END

# %% [markdown]
# ## S10 · A column of a CSV
#
# **Level 3 · 15 minutes · 5 points**
#
# Write `column.sh FILE NAME`. It prints the values of the column NAME, in the order of the rows,
# each on one line. A newline inside a value is printed as the two characters `\n`, so that a value
# stays one line; everything else as it is, without the quotes of the CSV. An empty value gives an
# empty line (where there is one column only, an empty value is written as `""`). Rows end with LF
# or CRLF (inside a value only LF occurs). The text is UTF-8, and the last newline may be missing.
# Every row has as many fields as the header, and no two columns have one name. NAME is compared
# with the header to the letter: capitals and blanks count. If there is no such column (even if
# there are no rows), or the file is empty, print nothing on standard output, a message on standard
# error, and exit with status 2. Otherwise exit status 0. Nothing is changed, not even for a moment.
# FILE's name may hold any character except `/`; it may be `-` or hold an `=`.
#
# Example: with the rows `id,comment` and `1,"Well, ""yes"""`, `column.sh FILE comment` prints
# `Well, "yes"`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `csv.DictReader` reads the header; its `.fieldnames` are the columns (None for an empty file).
#
# </details>
# <details><summary>Hint 2</summary>
#
# Give both arguments on to Python, quoted, after the `-`. There they are `sys.argv[1]` and
# `sys.argv[2]`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Open with `newline=""`, look for the name among the columns, print each value with `.replace(…)`
# for its newlines, and leave by `sys.exit(2)` after a message to `sys.stderr`. Symptoms: a value in
# two lines, so the backslash in `replace` isn't doubled; an error on an empty file, so its columns
# are None.
#
# </details>

# %% role="answer" id="column"
%%writefile column.sh
# Usage: column.sh FILE NAME
### BEGIN SOLUTION
python3 - "$1" "$2" <<'END'
import csv, sys
path, name = sys.argv[1:]
sys.stdout.reconfigure(encoding="utf-8")
with open(path, newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    if name not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[name].replace("\n", "\\n"))
END
### END SOLUTION

# %% role="tests" id="column-tests" points=5
import csv
import io

grade = check.parts(5)


def expect(header, rows, name, kind, file="reviews.csv", end="\n"):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows([header, *rows])
    wanted = "".join(str(row[header.index(name)]).replace("\n", "\\n") + "\n" for row in rows)
    check.run_script(
        "column.sh", {file: text.getvalue().encode()}, [file, name], kind=kind
    ).answers(wanted)


with grade("the example"):
    expect(["id", "comment"], [[1, 'Well, "yes"'], [2, "no"]], "comment", "the example")

with grade("one small case of each rule"):
    rows = [["1, 2", " two\nlines", "007"], ["", "", ""], ["x", "a\\tb, ü", "1e5"]]
    rows += rows[::-1]  # each value twice, two of them side by side
    expect(
        ["id", "note", "Note"], rows, "note", "newlines, commas, an empty value", "-", end="\r\n"
    )
    expect(
        ["id", "note", "Note"], rows, "Note", "CRLF row ends, the last column, its capital",
        "my = file", end="\r\n"
    )
    for text, kind in (
        ("id,Note\n1,2\n", "a column that isn't there"),
        ("id,Note\n", "only a header, and not this column"), ("", "an empty file")
    ):
        run = check.run_script("column.sh", {"r.csv": text}, ["r.csv", "note"], kind=kind)
        run.exits(2)
        run.prints("")
        run.complains()

### BEGIN HIDDEN TESTS
chance = check.dice("column")
a, b, c, d = check.words(chance, 4)
HEADER = ["id", "island", "comment", "stars"]

with grade("quoted commas and quotes, and values as they are"):
    plain = ["007", "1.0", "1e5", "NA", "null", "True", "  two  blanks ", "a\\tb", "\\n", "\\", "-n", "%s", "$HOME", "*", "tab\there", "it's", "2024-01-02"]
    expect(HEADER, [[n, a, value, 5] for n, value in enumerate(plain)], "comment", "values that look like numbers, escapes or options")
    expect(HEADER, [[n, a, f"{b}{sign}{c}", 5] for n, sign in enumerate("\u2028\x85\x0c\x0b\x1c")], "comment", "characters that look like line ends")
    expect(["name", "note"], [["al", "'a'"], ["bo", "'c'"]], "note", "values in single quotes")
    expect(HEADER, [[1, a, f"{b}, {c}, ", 3], [2, f"{c}, east", f'"{d}"', 4], [3, ",", "", 5]], "comment", "commas in quotes")
    expect(HEADER, [[1, f"{a}, {b}", c, 3], [2, d, f",,{a}", 4]], "stars", "commas in the columns before")

with grade("quoted newlines"):
    expect(HEADER, [[1, f"{a}\n{b}", f"{c}\n\n{d}\n", 3], [2, "x", "\n", 4]], "comment", "newlines in a value")
    expect(HEADER, [[1, f"{a}\n{b}", f"{c}\n", 3], [2, "x", "a \\n b", 4]], "stars", "newlines in the columns before")

with grade("line ends, empty values, odd names"):
    expect(HEADER, [[1, a, f"{b},\n{c}", ""], [2, "\u00fc \u6a21", d, 4]], "stars", "CRLF row ends", end="\r\n")
    expect(HEADER, [[1, "\u00fc \u6a21", "", ""], [2, "", "", 4]], "island", "empty values and letters beyond ASCII")
    expect(HEADER, [], "island", "no rows")
    expect(["price, EUR", 'the "best"', "x"], [[1, 2, 3]], "price, EUR", "a comma in the column's name")
    expect(["price, EUR", 'the "best"', "x\ny"], [[1, 2, 3]], 'the "best"', "quotes in the column's name")
    expect(["only"], [["x"], [""], ["y"]], "only", "one column")
    expect(["", a], [[0, b], [1, c]], "", "an empty NAME, and a column without a name")
    expect([a, f"{a} ", f" {a}", a.upper(), f"{a}s", "-n", "a.b", "axb"], [[1, 2, 3, 4, 5, 6, 7, 8]], a, "columns whose names nearly agree")
    for name in ("a.b", f"{a} "):
        expect(["axb", a.upper(), f"{a}s", a, f"{a} ", "-n", "a.b"], [[1, 2, 3, 4, 5, 6, 7]], name, "columns whose names nearly agree")
    for name in ("it's", "$HOME", "a\\tb", "`id`", "%s", " isle", "a=b", "-n"):
        expect(["its", "a\\tb", "it's", "$HOME", "`id`", "%s", " isle", "a=b", "-n"], [[1, 2, 3, 4, 5, 6, 7, 8, 9]], name, "signs in the column's name")
    rows = [[1, f"{a} {n}", (a, a, b, c, a, "")[n % 6], n] for n in range(40)]
    expect(HEADER, rows, "island", "forty rows")
    expect(HEADER, rows, "comment", "forty rows in which values come again")
    run = check.run_script("column.sh", check.read_only({"a.csv": "id,note\n1,x\n"}), ["a.csv", "note"], inside="shut", kind="a folder that may only be read")
    run.answers("x\n")
    expect(["#id", "note"], [["# 1", a], ["#", "# x"], ["//", "--"]], "note", "rows that look like comments")
    expect(["id;x", "note|y", "z\tw"], [["1;2", "3|4", "5\t6"]], "note|y", "other signs between which tables are cut")
    run = check.run_script("column.sh", {"a.csv": "id,note\n1,x\n2,last"}, ["a.csv", "note"], kind="no newline at the end")
    run.answers("x\nlast\n")
    expect(["id", "island"], [[7, b], [7, b], [3, a], [7, b]], "island", "rows that come again")
    for kind in check.NAME_KINDS:
        expect(HEADER, [[1, a, f"{b},{c}", 2]], "comment", kind, check.hostile_name(kind, "reviews"))

with grade("no such column"):
    expect(["id", "isle"], [[1, a]], "isle", "a column that is there")
    table = "id,comment,Isle,isles, isle,is\n1,isle,2,3,4,5\n"
    for text, name, kind in ((table, "isle", "a column that isn't there"), (table.split("1")[0], "isle", "a column that isn't there, and no rows"), (table, "2", "a number instead of a name"), ("", "isle", "an empty file"), (table, "", "an empty NAME")):
        run = check.run_script("column.sh", {"r.csv": text}, ["r.csv", name], kind=kind)
        run.exits(2)
        run.prints("")
        run.complains()
        run.leaves(run.before)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## The report
#
# Mira's questions, answered by your scripts. `logged.sh` runs each of the others, so the answers
# end up in `out.log`, and `lines.sh` prints that file's beginning. (`practice.run` says so if a
# script isn't written yet.)

# %%
practice.make("practice/report", {})
data = "../../data"
questions = (
    ["errors.sh", f"{data}/access.log"],
    ["busiest.sh", f"{data}/access.log"],
    ["latency.sh", f"{data}/latency.tsv"],
    ["column.sh", f"{data}/reviews.csv", "comment"],
)
for script, *args in questions:
    practice.run("logged.sh", "bash", f"../../{script}", *args, inside="practice/report")
practice.run("lines.sh", "out.log", "1", "14", inside="practice/report", first=20)

# %% [markdown]
# With all six written, the first line of the report is 21: of 236 answers 21 failed, 9 %, and not
# 133. Fifteen of them are 503s from 08:14 to 08:17, so it was a short, hard break; the other six
# are single ones, before and after. Next come the three busiest addresses. 10.0.0.7 asked 57 times,
# a quarter of all; that makes it busy, but not guilty: the count says nothing of *its* failures.
# Then the means. They are of those requests that were answered, since missing values are left out;
# whoever waited in vain is in none of them. `/v1/ask model` is the slowest, with 263 ms, but that
# is a mean of six lines at most. Last, what people wrote. One comment matters more than all the
# numbers: "Told me a boat that doesn't run on Sundays". That answer didn't fail. It was wrong, and
# no status shows it.
#
# ## Summary
#
# - `head`, `tail`, `wc`, `tr`, `cut`, `sort`, `uniq`, `grep`, `awk`: each does one thing to lines.
#   `uniq` needs `sort`; numbers need `sort -n`.
# - `LC_ALL=C` is byte order on every machine. Never write to the file that you read: `sort f > f`
#   empties it.
# - Three streams: 0 in, 1 out, 2 errors. Redirections count from left to right: `> f 2>&1`, never
#   `2>&1 > f`. `>>` appends.
# - A pipe joins output to input; its exit status is that of the last command, or with `pipefail` of
#   the last that failed.
# - Look at the field, not at the line. Missing is not 0. A header is not data. And a CSV is not
#   lines.
