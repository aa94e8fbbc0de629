# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: Streams, pipes and logs
#     minutes: 60
#     prerequisites: [01-shell/1-files]
#     summary: Send output where it belongs, join small tools by pipes, and read logs and tables with them.
# ---

# %% [markdown]
# # Streams, pipes and logs
#
# After this lesson you can
#
# - name the three standard streams and send each where it belongs,
# - join `head`, `tail`, `sort`, `uniq`, `cut`, `tr`, `wc`, `grep` and `awk` by pipes,
# - read a web server's log and a table without being fooled by what only looks like a field.

# %% role="read-only" id="streams-setup"
from workbook import check

# %% [markdown]
# ## Three streams
#
# Every program starts with three open streams, and each has a number: **standard input** (0), **standard output** (1) for results, and **standard error** (2)
# for messages to people. A **pipe** `|` joins the standard output of one program to the standard input of the next. Standard error goes past it.
#
# ![A command reads standard input, stream 0. Its standard output, stream 1, goes through a pipe into the next command. Its standard error, stream 2, goes past the pipe to the screen.](figures/streams.svg)
#
# **Redirection** sends a stream to a file:
#
# | | |
# |---|---|
# | `cmd > f` | standard output to f, which is emptied first |
# | `cmd >> f` | standard output, appended to f |
# | `cmd 2> f` | standard error to f |
# | `cmd > f 2>&1` | both to f: 1 goes to f, then 2 goes to *where 1 goes now* |
# | `cmd &> f`, `cmd &>> f` | the same, shorter, in bash |
# | `cmd < f` | standard input from f |
#
# Redirections are carried out from left to right. So `2>&1 > f` is the classic wrong turn: 2 goes where 1 goes *now* (the screen), and only then 1 goes to the file.

# %%
%%bash
mkdir -p practice/streams && cd practice/streams
job() { echo "result"; echo "warning" >&2; }
job > out.txt 2> err.txt;  echo "out: $(cat out.txt)  err: $(cat err.txt)"
job > both.txt 2>&1;       echo "both: $(tr '\n' ' ' < both.txt)"
job 2>&1 > wrong.txt;      echo "wrong order: $(cat wrong.txt)"

# %% [markdown]
# The last command let the warning escape to the screen. `job() { … }` is a **function**: a name for some lines. `$( … )` is replaced by what the command in it prints.
#
# `tee file` copies its input to a file *and* to its output; `tee -a` appends. And every command ends with an **exit status**: 0 means success, anything else failure; `$?` holds the last
# one. A pipe's status is that of its *last* command, so `failing | tee log` succeeds. Keep that in mind.

# %%
%%bash
cd practice/streams
echo "three" | tee copy.txt | tr a-z A-Z
false | tee copy.txt; echo "the pipe's status is $?"
false > copy.txt;     echo "the command's status is $?"

# %% [markdown]
# ## S5 · Three logs
#
# **Level 3 · 15 minutes · 5 points**
#
# Write `logged.sh COMMAND [ARG...]`. It runs the command once, with its arguments unchanged, and
#
# - appends its standard output to `out.log`, and its standard error to `err.log`,
# - appends both to `all.log`. There each stream keeps its own order; how the two mix is free,
# - prints nothing itself, and ends with the command's exit status.
#
# The command may print any bytes, also without a newline at the end; they go on as they are. It reads the standard input of `logged.sh`. If a signal kills it, the
# status is 128 plus the signal's number, as the shell has it in `$?`.
#
# Logs that exist keep what they hold. All three exist afterwards. No other file in the current folder is made or changed (`mktemp` makes files elsewhere).
#
# Example: `logged.sh echo "two  words"` appends the line `two  words` to `out.log` and `all.log`, and makes an empty `err.log`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `"$@"` as a command runs the arguments, each in one piece. Keep its status at once: `status=$?`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The simple way: run it with both streams in temporary files, then `cat` each file to where it has to go.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Two names from `mktemp`, the command with both streams redirected to them, its status kept in the very next line; then three times `cat` with `>>`, and `exit` with what you kept.
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
JOB = 'for a; do printf "[%s]\\n" "$a"; done; echo "warn 1" >&2; echo done; echo "warn 2" >&2; echo x >> runs; exit ${STATUS:-0}\n'


def logged(args, *, old=None, status=0, kind="", job=JOB, stdin=""):
    tree = {"job": job, **(old or {})}
    return check.run_script("logged.sh", tree, ["sh", "job", *args], env={"STATUS": str(status)}, kind=kind, stdin=stdin)


def is_mixed(text, one, other):
    """Whether a text is two texts mixed, each in its own order; pieces may be of any length."""
    reached = {0}  # how much of the first text may have been used so far
    for place, letter in enumerate(text, 1):
        reached = {n + 1 for n in reached if one[n : n + 1] == letter} | {n for n in reached if other[place - 1 - n : place - n] == letter}
    return len(text) == len(one) + len(other) and len(one) in reached


def has_logs(run, out, err, old=None):
    old = {"out.log": "", "err.log": "", "all.log": "", **(old or {})}
    for name, text in (("out.log", out), ("err.log", err)):
        came = run.file(name)
        run.that(came == old[name] + text, f"{name} should hold {old[name] + text!r}, and holds {came!r}")
    came = run.file("all.log")
    run.that(came.startswith(old["all.log"]), f"all.log should begin with what it held, {old['all.log']!r}, and holds {came!r}")
    new = came[len(old["all.log"]):]
    run.that(is_mixed(new, out, err), f"all.log should have got {out!r} and {err!r}, each in its own order, and has got {new!r}")
    run.that(run.out == "", f"it should print nothing itself, and prints {run.out!r} on standard output")
    run.is_quiet()


WARNINGS = "warn 1\nwarn 2\n"
with grade("new logs"):
    run = logged(["a"], kind="no logs yet")
    has_logs(run, "[a]\ndone\n", WARNINGS)
    run.exits(0)

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
    run = check.run_script("logged.sh", {}, ["echo", "-n", "  a  "], kind="the command echo with -n")
    has_logs(run, "  a  ", "")

with grade("output of any kind, and standard input"):
    spoken = "  two  blanks\t\\n %s \n\n  no newline at the end"
    job = f"printf '%s' '{spoken}'; printf '%s' ' {spoken} ' >&2\n"
    has_logs(logged([], job=job, kind="output with blanks, backslashes and no final newline"), spoken, f" {spoken} ")
    run = logged([], job="printf 'a\\0b\\377\\r\\n'; printf '\\0\\200' >&2\n", kind="output with bytes that are no text")
    has_logs(run, "a\0b\\xff\r\n", "\0\\x80")
    run = logged([], job="cat; echo end\n", stdin="one\ntwo\n", kind="a command that reads standard input")
    has_logs(run, "one\ntwo\nend\n", "")
    many = "".join(f"line {n}\n" for n in range(400))
    run = logged([], job='i=0; while [ "$i" -lt 400 ]; do echo "line $i"; echo "warn $i" >&2; i=$((i+1)); done\n', kind="400 lines on each stream")
    has_logs(run, many, many.replace("line", "warn"))

with grade("the command's status, one run, and no other file"):
    for status in (3, 127, 1):
        run = logged(["c"], status=status, kind=f"a command that ends with status {status}")
        has_logs(run, "[c]\ndone\n", WARNINGS)
        run.exits(status, "keep $? at once")
        run.that(run.file("runs") == "x\n", f"the command should run once, and ran {len(run.file('runs').split())} times")
    run = logged([], job="echo before; kill -PIPE $$; echo after\n", kind="a command that is killed by the signal PIPE")
    has_logs(run, "before\n", "")
    run.exits(141, "keep $? at once")
    mine = {name: check.file("mine\n", 0o600) for name in ("out", "err", "out.tmp", "err.tmp", "tmp", ".out", ".err", "out.txt", "err.txt", "tmp.out", "tmp.err", "status", "all", "fifo", "pipe")}
    run = logged(["d"], old=mine, kind="files of the user's own")
    new = {name: run.after.get(name, ()) for name in (*LOGS, "runs")}
    run.leaves({**run.before, **{name: entry for name, entry in new.items() if entry}})
    has_logs(run, "[d]\ndone\n", WARNINGS)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Cutting a text by lines
#
# `head -n 5` gives the first five lines, `tail -n 5` the last five, `tail -n +5` everything *from* line 5 on. `wc -l` counts newlines. `sed -n '2,4p'` prints lines 2 to 4;
# `awk 'NR >= 2 && NR <= 4'` too.

# %%
%%bash
head -n 2 data/access.log
echo "lines: $(wc -l < data/access.log)"
printf 'one\ntwo\nthree\n' | tail -n +2

# %% [markdown]
# ## S6 · Lines N to M
#
# **Level 1 · 8 minutes · 3 points**
#
# Write `lines.sh FILE N M`, for plain `sh` (the tests run it with `bash`, and with `dash` where it is installed). It prints lines N to M of FILE, both included, with 1 ≤ N ≤ M.
# FILE's name may hold any character except `/`; it may be `-` or hold an `=`. If FILE is shorter, it prints what there is, perhaps nothing. Only LF ends a line; all else, CR too, stays as it is. If FILE's last line has no newline, your output may end with one or not. Exit status 0, nothing changed.
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
# `sed -n` with the two numbers before its `p`: braces keep a number and the letter apart, `"${2}…"`. Or `head`, then `tail -n +…`.
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
        run = check.run_script("lines.sh", {name: text.encode()}, [name, str(first), str(last)], kind=kind, shell=shell)
        if run.out != f"{wanted}\n" or wanted.endswith("\n") or not wanted:
            run.prints(wanted)
        run.succeeds()
        run.leaves(run.before)


with grade("the example"):
    expect("a\nb\nc\n", 2, 9, "the example")
    expect("a\nb\nc\n", 2, 2, "one line")

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
    expect("a\n\n\nb\n  c\t \\n\n", 2, 5, "blank lines, spaces and a backslash")
    expect("1\none\rtwo\x0bthree\x0cfour\u2028five\x85six\n\\c \\0\n-n\n", 2, 4, "characters that look like line ends, and lines that look like options")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Fields
#
# A line of the access log, in the "combined" format:
#
#     10.0.0.7 - - [12/Mar/2025:08:15:02 +0000] "GET /ask HTTP/1.1" 200 503 "-" "curl/8.5.0"
#
# Address, two unused fields, time, request in quotes, **status**, bytes, where from, which program. `grep` finds lines by a regular expression. `awk` splits each line into fields `$1`, `$2`, …,
# at blanks, or with `-F` at something else, and runs `{ … }` for lines that pass the test before it; `END { … }` runs once at the end.
#
# The wrong turn: `grep 503` finds the status, but also 503 bytes, a path `/ports/503`, and a program called `probe 503`:

# %%
%%bash
grep -c 503 data/access.log
grep -c '" 503 ' data/access.log
awk -F'"' '{ split($3, field, " "); if (field[1] == 503) n++ } END { print n + 0 }' data/access.log

# %% [markdown]
# The third splits at the quotes: the third piece is what stands between the request and the next quote, ` 503 1420 `. Counting blanks (`$9`) fails when a request is just `-`, as it is for broken connections.
#
# `grep -c` ends with status 1 when it counts 0: "nothing found" is a failure to `grep`.
#
# ## S7 · Answers that failed
#
# **Level 2 · 10 minutes · 6 points**
#
# Write `errors.sh LOG`. It prints how many lines of LOG, in the format above, have a status from 500 to 599 (three digits; others may be above): one number and a newline, `0` if there are none.
# The request may be anything between its quotes (also `-`, nothing at all, or words with numbers), and never holds a quote itself; nor do the last two fields. The bytes are a number or `-`.
# LOG's name may hold any character except `/`; it may be `-` or hold an `=`. Exit status 0, nothing changed.
#
# Example: for a log with the statuses 200, 503, 404 and 500 it prints `2`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The status follows the quote that ends the request, after one space.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Anchored: `^[^"]*"[^"]*" 5[0-9][0-9] ` says where the first two quotes are.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `awk`, cut at the quotes as above, count the lines whose third piece begins with a blank, a 5, two digits and a blank, and print the number at the `END`. `n + 0` prints 0 where nothing was counted.
#
# </details>

# %% role="answer" id="errors"
%%writefile errors.sh
# Usage: errors.sh LOG
### BEGIN SOLUTION
awk -F'"' '$3 ~ /^ 5[0-9][0-9] / { n++ } END { print n + 0 }' < "$1"
### END SOLUTION

# %% role="tests" id="errors-tests" points=6
grade = check.parts(6)


def line(status, *, request="GET /ask HTTP/1.1", size=1420, agent="curl/8.5.0", address="10.0.0.7"):
    return f'{address} - - [12/Mar/2025:08:15:02 +0000] "{request}" {status} {size} "-" "{agent}"\n'


def expect(lines, count, kind, name="access.log"):
    check.run_script("errors.sh", {name: "".join(lines)}, [name], kind=kind).answers(f"{count}\n")


with grade("the example"):
    expect([line(status) for status in (200, 503, 404, 500)], 2, "the example")

### BEGIN HIDDEN TESTS
chance = check.dice("errors")


def some(count, **more):
    statuses = [chance.choice([200, 201, 304, 404, 499, 500, 502, 503, 504, 599, 600, 699]) for _ in range(count)]
    return [line(status, **more) for status in statuses], sum(500 <= status < 600 for status in statuses)


with grade("numbers that are no status"):
    for more in ({"size": 503}, {"request": "GET /ports/503/times HTTP/1.1"}, {"agent": "probe 502 check"}, {"address": "10.0.5.500"}):
        expect(*some(12, **more), "5xx in another field")
    expect([line(200, request="GET / 500 HTTP/1.1"), line(200, agent=" 500 12 "), line(204, size=500), line(502)], 1, "' 500 ' in another field")

with grade("requests of any number of words, and the bounds"):
    lines, count = some(9)
    bad = [line("503", request="-"), line("200", request="-", size=502), line("400", request="GET /a b c 1", size=512), line("500", request="GET /a b c 1")]
    expect([*lines, *bad], count + 2, "requests that are not three words")
    expect([line(502, request=""), line(200, request="", size=502), line(204, request=" 500 ")], 1, "an empty request")
    expect([line(599, size="-"), line(500, size=0), line(200, size="-")], 2, "no bytes")
    expect([line(status) for status in (499, 500, 599, 600, 550, 400)], 3, "the statuses 499, 500, 550, 599, 600 and 400")

with grade("none, empty, and odd names"):
    expect([line(200), line(404, size=500)], 0, "no failed answer")
    expect([], 0, "an empty log")
    lines, count = some(15)
    expect(["".join([*lines, line(503)])[:-1]], count + 1, "no newline at the end")
    for kind in check.NAME_KINDS:
        expect(*some(6), kind, check.hostile_name(kind, "access", ".log"))
    expect(*some(6), "a name that is a dash", "-")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Counting
#
# `sort` sorts lines, as text; `sort -n` as numbers; `-r` reverses; `-k2,2` looks at field 2 only. `uniq` drops repeated lines, and `uniq -c` counts them, but only where they **stand next to each other**. So it's `sort | uniq -c`, always.

# %%
%%bash
printf 'b\na\nb\n' | uniq -c | tr -s ' '
echo "--- sorted first:"
printf 'b\na\nb\n' | sort | uniq -c | tr -s ' '
echo "--- as text, then as numbers:"
printf '9\n10\n' | sort -r | tr '\n' ' '
printf '9\n10\n' | sort -nr | tr '\n' ' '

# %% [markdown]
# ## S8 · The busiest addresses
#
# **Level 2 · 10 minutes · 6 points**
#
# Write `busiest.sh LOG`: the three addresses (first field) with the most lines. Each on a line of its own, `COUNT ADDRESS` with one space between; the biggest count first; addresses with the same count in byte order. An address is any text without blanks: IPv4, IPv6, or a host's name.
# LOG's name may hold any character except `/`; it may be `-` or hold an `=`.
# Fewer than three addresses: all there are. Empty log: nothing. Exit status 0, nothing changed.
#
# Example: `12 10.0.0.7`, then `9 10.0.0.12`, then `9 10.0.0.4`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `cut -d' ' -f1 < "$1"` gives the addresses.
#
# </details>
# <details><summary>Hint 2</summary>
#
# After `sort | uniq -c` sort again, by two keys: `sort -k1,1nr -k2,2`. Then `head`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `uniq -c` puts blanks before its counts; `awk '{ print $1, $2 }'` at the end leaves one between.
#
# </details>

# %% role="answer" id="busiest"
%%writefile busiest.sh
# Usage: busiest.sh LOG
### BEGIN SOLUTION
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
### END SOLUTION

# %% role="tests" id="busiest-tests" points=6
grade = check.parts(6)


def expect(addresses, kind, name="access.log", end=None):
    text = "".join(f'{a} - - [12/Mar/2025:08:15:02 +0000] "GET / HTTP/1.1" 200 12 "-" "10.9.9.9"\n' for a in addresses)
    ranked = sorted(set(addresses), key=lambda a: (-addresses.count(a), a))[:3]
    wanted = "".join(f"{addresses.count(a)} {a}\n" for a in ranked)
    check.run_script("busiest.sh", {name: text[:end]}, [name], kind=kind).answers(wanted)


with grade("the example"):
    expect(["10.0.0.7", "10.0.0.4", "10.0.0.12"] * 9 + ["10.0.0.7"] * 3, "the example")

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
    other = ["2001:db8::7", "::1", "2001:DB8::7", "crawler-1.example.org", "Crawler.example.org", "fe80::1%eth0"]
    expect(other * 2, "addresses of other forms, with the same count")
    expect(["b.example", "A.example", "a.example", "B.example"], "hosts' names in capitals, with the same count")
    expect([address for n, address in enumerate(other, 1) for _ in range(n)], "addresses of other forms")

with grade("fewer than three, empty, and odd names"):
    expect(mixed([3, 1]), "two addresses")
    expect([], "an empty log")
    expect(mixed([3, 2, 2]), "no newline at the end", end=-1)
    for kind in check.NAME_KINDS:
        expect(mixed([5, 3, 3, 1]), kind, check.hostile_name(kind, "access", ".log"))
    expect(mixed([5, 3, 3, 1]), "a name that is a dash", "-")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Adding up by key
#
# `awk` has arrays whose keys are texts. That is all a "group by" needs:

# %%
%%bash
head -n 4 data/latency.tsv
awk -F'\t' 'NR > 1 { n[$1]++ } END { for (key in n) print n[key] "\t" key }' data/latency.tsv | sort -nr

# %% [markdown]
# Two wrong turns are waiting. `awk` takes `-` for the number 0, without a word, so a missing value pulls the mean down. And `for (key in n)` goes through the keys in no order at all.
#
# ## S9 · Mean latency
#
# **Level 3 · 15 minutes · 6 points**
#
# Write `latency.sh FILE`. FILE has a header line, whatever it says, then lines `ENDPOINT<tab>MILLISECONDS`. Endpoints may hold any character except tabs and line ends; the milliseconds are whole numbers from 0. `-` means that the value is missing.
# Print for each endpoint `ENDPOINT<tab>MEAN`, rounded to one decimal (a mean exactly between two, such as 0.25, either way), sorted by endpoint in byte order. Missing values don't count, neither in the sum nor in the number; an endpoint with missing values only gets `-` as its mean. Lines may end with CRLF; your output doesn't.
# Only a header, or an empty file: print nothing. FILE's name may hold any character except `/`; it may be `-` or hold an `=`. Exit status 0, nothing changed.
#
# Example: `/ask` with 100, 101 and `-`, and `/health` with `-`, gives `/ask<tab>100.5` and `/health<tab>-`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `awk -F'\t'`, and `NR > 1` keeps the header out. `tr -d '\r'` before it takes care of Windows.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Remember every endpoint in one array, and sum and number in two others, filled only if `$2 != "-"`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `END`, go through the endpoints seen: with a number above 0 `printf "%s\t%.1f\n"`, else a dash. Then `sort` by the endpoint only: ``-t "$(printf '\t')" -k1,1``. If `a b` comes after `a/b`, the tab took part in the comparison.
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

with grade("the header, and the order"):
    expect(rows("endpoint-a", "z", "B", "a", "/v1", "/v1/x", "/v1 x", "/v10", "/v9", "Z"), "endpoints in upper and lower case")
    expect(rows("endpoint", "latency_ms"), "endpoints called as the header usually is")
    for header in ("path\tms", "/ask\t700", "endpoint\t1"):
        expect(rows("/ask", "/b"), f"the header {header!r}", header=header)
    expect(list(zip("ba" * 3, (1, 2, 4, 3, 1, 1))), "rows out of order")
    expect([], "only a header")
    check.run_script("latency.sh", {"latency.tsv": ""}, ["latency.tsv"], kind="an empty file").answers("")

with grade("spaces, CRLF and odd names"):
    expect(rows("/v1/ask model", "/v1/ask", "/v1/ask  model", " /v1", "/v1 ", "/v1"), "endpoints with spaces")
    expect(rows("/50%25", "/%s %d", "/a\\tb\\n", "/[a]*", "/a'b\"", "/-", "\u00fc"), "endpoints with odd characters")
    expect(rows("/a", "/b", missing=1), "CRLF line ends", end="\r\n", last="\r\n")
    expect(rows("/a", "/b", missing=1), "no newline at the end", last="")
    for kind in check.NAME_KINDS:
        expect(rows("/a", "/b c", missing=1), kind, check.hostile_name(kind, "latency", ".tsv"))
    for name in ("-", "-n"):
        expect(rows("/a"), f"the name {name}", name)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## When lines are not records
#
# In a CSV, a field in quotes may hold commas, doubled quotes, and newlines. `cut -d,` knows nothing of that:

# %%
%%bash
tail -n +4 data/reviews.csv | head -n 2
echo "--- the second column by cut:"
cut -d, -f2 data/reviews.csv | sed -n '4,5p'

# %% [markdown]
# The right tool is a CSV parser. Python has one, and a script can call it; the text between `<<'END'` and `END` (a *here document*) becomes its standard input:

# %%
%%bash
python3 - data/reviews.csv <<'END'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    print(sum(1 for row in csv.DictReader(stream)), "reviews")
END

# %% [markdown]
# ## S10 · A column of a CSV
#
# **Level 3 · 12 minutes · 5 points**
#
# Write `column.sh FILE NAME`. It prints the values of the column NAME, in the order of the rows, each on one line. A newline inside a value is printed as the two characters `\n`, so that a value stays one line; everything else as it is, without the quotes of the CSV. An empty value gives an empty line.
# Rows end with LF or CRLF (inside a value only LF occurs). The text is UTF-8. NAME is compared with the header to the letter: capitals and blanks count. If there is no such column, or the file is empty, print nothing on standard output, a message on standard error, and exit with status 2. Otherwise exit status 0.
# Nothing is changed. FILE's name may hold any character except `/`; it may be `-` or hold an `=`.
#
# Example: with the rows `id,comment` and `1,"Well, ""yes"""`, `column.sh FILE comment` prints `Well, "yes"`.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `csv.DictReader` reads the header; its `.fieldnames` are the columns (None for an empty file).
#
# </details>
# <details><summary>Hint 2</summary>
#
# Give both arguments on: `python3 - "$1" "$2" <<'END'`. In Python they are `sys.argv[1]` and `sys.argv[2]`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Open with `newline=""`, print `row[name].replace("\n", "\\n")`, and leave by `sys.exit(2)` after a message to `sys.stderr`.
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
    check.run_script("column.sh", {file: text.getvalue().encode()}, [file, name], kind=kind).answers(wanted)


with grade("the example"):
    expect(["id", "comment"], [[1, 'Well, "yes"'], [2, "no"]], "comment", "the example")

### BEGIN HIDDEN TESTS
chance = check.dice("column")
a, b, c, d = check.words(chance, 4)
HEADER = ["id", "island", "comment", "stars"]

with grade("quoted commas and quotes, and values as they are"):
    plain = ["007", "1.0", "1e5", "NA", "null", "True", "  two  blanks ", "a\\tb", "\\n", "\\", "-n", "%s", "$HOME", "*", "tab\there", "it's", "2024-01-02"]
    expect(HEADER, [[n, a, value, 5] for n, value in enumerate(plain)], "comment", "values that look like numbers, escapes or options")
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
    expect([a, f"{a} ", f" {a}", a.upper(), f"{a}s", "-n", "a.b", "axb"], [[1, 2, 3, 4, 5, 6, 7, 8]], a, "columns whose names nearly agree")
    for name in ("a.b", f"{a} "):
        expect(["axb", a.upper(), f"{a}s", a, f"{a} ", "-n", "a.b"], [[1, 2, 3, 4, 5, 6, 7]], name, "columns whose names nearly agree")
    expect(HEADER, [[1, f"{a} {n}", b, n] for n in range(40)], "island", "forty rows")
    for kind in check.NAME_KINDS:
        expect(HEADER, [[1, a, f"{b},{c}", 2]], "comment", kind, check.hostile_name(kind, "reviews", ".csv"))
    expect(HEADER, [[1, a, f"{b},{c}", 2]], "comment", "a name that is a dash", "-")

with grade("no such column"):
    expect(["id", "isle"], [[1, a]], "isle", "a column that is there")
    table = "id,comment,Isle,isles, isle,is\n1,isle,2,3,4,5\n"
    for text, name, kind in ((table, "isle", "a column that isn't there"), (table, "2", "a number instead of a name"), ("", "isle", "an empty file"), (table, "", "an empty NAME")):
        run = check.run_script("column.sh", {"r.csv": text}, ["r.csv", name], kind=kind)
        run.exits(2)
        run.prints("")
        run.complains()
        run.leaves(run.before)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Summary
#
# - Three streams: 0 in, 1 out, 2 errors. Redirections count from left to right: `> f 2>&1`, never `2>&1 > f`. `>>` appends.
# - A pipe joins output to input; its exit status is that of the last command.
# - `head`, `tail`, `wc`, `tr`, `cut`, `sort`, `uniq`, `grep`, `awk`: each does one thing to lines. `uniq` needs `sort`; numbers need `sort -n`.
# - Look at the field, not at the line. Missing is not 0. A header is not data. And a CSV is not lines.
