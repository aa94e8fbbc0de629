# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: The incident
#     minutes: 55
#     prerequisites: [01-shell/5-scripts]
#     summary: Something broke last night. Find the job, the disk and the minute, from the logs alone.
# ---

# %% [markdown]
# # The incident
#
# After this lesson you can
#
# - read a tree of logs with a question in mind, and narrow it down,
# - bring times of different formats together,
# - hand over an answer that another program can read: JSON.
#
# It builds on all lessons before: `awk` and regular expressions from lesson 2, scripts from lesson
# 5.

# %% role="read-only" id="incident-setup"
import practice
from workbook import check
from workbook.notebook.quiz import quiz

# %% [markdown]
# ## 08:12, Friday
#
# "The app says *try later* since last night." Nobody was awake. At nine the team meets, and Mira
# will ask three things: **"When did it begin, what filled up, and whose job was it?"** What you
# have is a folder of logs; the jobs in it run once an hour from 21:05 to 08:05. Your script answers
# her at the end, and it will be kept for the next night.
#
# Begin as always: what is there, how much, of when?

# %%
%%bash
cd data/incident
find . -type f | sort
wc -l access/* | tail -n 1
head -n 3 jobs/nightly-embed.log
tail -n 1 access/access.log | cut -c1-75

# %% [markdown]
# Three questions, from the outside in. **When** did it begin for users? **What** else changed about
# then? **Why?** A picture of the access log answers the first:
#
# ![Requests per minute on 14 March from 02:00 to 03:15. Until 02:46 there are about eight a minute and nearly all are answered. From 02:47 on there are twice as many, and most of them fail.](figures/requests.svg)
#
# Look at the picture before you go on.

# %%
quiz(
    "A few answers failed before 02:47. Which rule finds the minute in which it began for users?",
    right="the first minute in which half of the answers failed",
    wrong={
        "the minute of the first 5xx": (
            "Single failures are everyday noise: the first one is 44 minutes too early."
        ),
        "the minute with the most 5xx": (
            "There are more failures later, since clients try again. It began before."
        ),
        "the first minute with more requests than usual": (
            "More requests are a consequence here, and could be a holiday elsewhere."
        ),
    },
    because="A share says how bad it is for users, whether there are many requests or few.",
)

# %% [markdown]
# Twice as many requests after the break: programs that get an error try again, and make it worse.
# And a few failures *before* it, which are everyday noise. So "the first 5xx" isn't the first bad
# minute. Look at the share of failures, minute by minute:

# %%
%%bash
cd data/incident/access
awk -F'[][]' '
    {
        split($2, t, ":")           # the time, between the brackets
        split($0, quoted, "\"")     # the status begins the third piece
        minute = t[2] ":" t[3]
        all[minute]++
        if (quoted[3] ~ /^ 5/) bad[minute]++
    }
    END { for (m in all) print m, bad[m] + 0, all[m] }
' access.log.1 access.log | sort | sed -n '39,49p'

# %% [markdown]
# Each line: the minute, how many answers failed, how many there were. At 02:38 it is one of nine:
# noise. At 02:46 none failed, at 02:47 14 of 17.
#
# Logs are *rotated*: `access.log.1` is older than `access.log`, though it sorts after it. Sort by
# the time in the lines, never by the files' names. And mind the form of the time: as text, `09/Apr`
# comes before `14/Mar`, and 31 December 2024 after 1 January 2025. A time with year, month and day
# in this order, all as numbers, sorts rightly as text. So a month's name has to become a number:

# %%
%%bash
echo '31/Dec/2024:23:59:58' | awk '{
    split($1, t, /[\/:]/)
    month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
    printf "%s-%02d-%s\n", t[3], month, t[1]
}'

# %% [markdown]
# `index(a, b)` is the place of b in a: `Dec` stands at 34, and (34 + 2) / 3 is 12.

# %% [markdown]
# ## S19a · When answers failed
#
# **Level 2 · 15 minutes · 2 points**
#
# Write `minutes.sh LOG`. LOG has the combined format of lesson 2. For each of its lines with a
# status from 500 to 599, the script prints a line with the minute of the request, as
# `2025-03-14T02:47`. Year, month and day are numbers there; month and day have two digits.
#
# - The order is LOG's, which needn't be that of time. A minute with three failures comes three
#   times. If nothing failed, nothing is printed.
# - Times are of any year and month, all in the zone `+0000`, and stay so, whatever the machine's own
#   zone is (`TZ`). The first `[` of a line begins its
#   time, whatever the address before it is.
# - A status has three digits; some are 600 or more, and don't count. The bytes are a number or `-`.
#   Each line ends with a newline.
# - The request may be anything between its quotes (also `-`, nothing at all, brackets, or words
#   with numbers). It never holds a quote itself; nor do the last two fields.
# - LOG's name may hold any character except `/`; it may be `-` or hold an `=`. Exit status 0,
#   nothing changed.
#
# Example: on 14/Mar/2025 an answer was 200 at 02:46:58, and three were 503, 404 and 500 at
# 02:47:09. For their log it prints `2025-03-14T02:47` twice.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two questions to each line: did it fail, and when was it? S7 answers the first. The two
# demonstrations above answer the second, one by its brackets, the other by the month's number.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In `awk`, cut each line at its brackets: the time is then in one field, which `split` cuts at `/`
# and `:` into day, month, year, hour, minute and the rest. Before you print, ask for the status as
# in S7, cut at the quotes.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Symptoms: `2025-3-14`, so `%02d` is missing; parts have changed places for some addresses, so you
# cut the whole line at `:` instead of the time alone; the minute is of another year, so the
# brackets were those of the request; a name with `=` gives nothing, so `awk` saw the name.
#
# </details>

# %% role="answer" id="minutes"
%%writefile minutes.sh
# Usage: minutes.sh LOG
### BEGIN SOLUTION
awk -F'[][]' '
    {
        split($0, quoted, "\"")
        if (quoted[3] !~ /^ 5[0-9][0-9] /) next
        split($2, t, /[\/:]/)
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
        printf "%s-%02d-%sT%s:%s\n", t[3], month, t[1], t[4], t[5]
    }' < "$1"
### END SOLUTION

# %% role="tests" id="minutes-tests" points=2
grade = check.parts(2)


def line(
    at, status, request="GET /ask HTTP/1.1", size=1420, agent="curl", address="10.0.0.7", origin="-"
):
    return f'{address} - - [{at} +0000] "{request}" {status} {size} "{origin}" "{agent}"\n'


def expect(lines, minutes, kind, name="access.log", **env):
    run = check.run_script("minutes.sh", {name: "".join(lines)}, [name], kind=kind, env=env)
    run.answers("".join(f"{minute}\n" for minute in minutes))


with grade("the example"):
    example = [line("14/Mar/2025:02:46:58", 200)]
    example += [line("14/Mar/2025:02:47:09", status) for status in (503, 404, 500)]
    expect(example, ["2025-03-14T02:47", "2025-03-14T02:47"], "the example")

with grade("one small case of each rule"):
    bounds = [
        line(f"14/Mar/2025:02:0{n}:30", status)
        for n, status in enumerate((499, 500, 599, 600, 511))
    ]
    expect(
        bounds, ["2025-03-14T02:01", "2025-03-14T02:02", "2025-03-14T02:04"],
        "the statuses 499, 500, 599, 600 and 511", "-"
    )
    months = [
        line("31/Jan/2024:23:59:59", 502), line("08/Sep/2025:00:00:00", 502, address="::1"),
        line("29/Oct/2026:08:09:10", 502, address="2001:db8::7"), line("01/Dec/2026:19:20:21", 502)
    ]
    expect(
        months, ["2024-01-31T23:59", "2025-09-08T00:00", "2026-10-29T08:09", "2026-12-01T19:20"],
        "January, September, October and December, with addresses of two forms", "log=old [1]"
    )
    order = [line(f"14/Mar/2025:02:{clock}", 503) for clock in ("09:01", "08:59", "09:02", "09:02")]
    expect(
        order, [f"2025-03-14T02:{minute}" for minute in ("09", "08", "09", "09")],
        "one minute three times, and an earlier one between"
    )
    elsewhere = [
        line("14/Mar/2025:02:10:00", 200, size=503),
        line("14/Mar/2025:02:11:00", 200, request="GET /503 500 x"),
        line("14/Mar/2025:02:12:00", 200, agent="a 502 b")
    ]
    expect(elsewhere, [], "503 as bytes, in the request, in the program; nothing failed")
    requests = ["-", "", "GET /x[1] 200 y", "GET /?at=[01/Jan/2020:00:00:00 +0000] HTTP/1.1"]
    odd = [line(f"14/Mar/2025:02:2{n}:00", 503, request, "-") for n, request in enumerate(requests)]
    expect(
        odd, [f"2025-03-14T02:2{n}" for n in range(4)],
        "the requests - and nothing, two with brackets, and no bytes"
    )
    expect([], [], "an empty log")

### BEGIN HIDDEN TESTS
import datetime

chance = check.dice("minutes")
a, b = check.words(chance, 2)
REQUESTS = ["-", "", " 503 ", "OPTIONS * HTTP/1.1", "hello", f"GET /{a} HTTP/1.1", f"GET /{a} 500 12 {b}", f"GET /{a}[{b}] HTTP/1.1", "GET /]:/[ 502 x", f"GET /?from=[09/Nov/2019:11:12:13 +0000]&{b}=503 HTTP/1.1", f"GET /{b}'s?q=$HOME&%d*\\n HTTP/1.1", f"GET /{a}\\", f"GET /{a}[1] "]
ADDRESSES = ["10.0.0.7", "::1", "2001:db8:85a3::8a2e:370:7334", "crawler-1.example.org", "fe80::1%eth0", "10.0.5.500"]
SIZES = [0, 7, 503, "-", 1420, 599]
# One of a sort, as an answer in Python is slow to start.
NAMES = [kind for kind in check.NAME_KINDS if any(word in kind for word in ("ends with a blank", "with a newline", "begins with a dash", "equals", "glob", "quotes", "ASCII"))]


def told(moments, statuses, **fields):
    """The lines of a log, and the minutes that the script should print. A field may be a list with a value for each line."""
    lines, minutes = [], []
    for n, (at, status) in enumerate(zip(moments, statuses, strict=True)):
        more = {"request": chance.choice(REQUESTS), "size": chance.choice(SIZES), "address": chance.choice(ADDRESSES), "agent": chance.choice(["probe 503 [check]", "-", "", "a bot] "]), "origin": chance.choice(["-", "", "https://example.org/[503]", " 503 12 ", "[x] "])}
        more |= {name: values[n] for name, values in fields.items()}
        lines.append(line(f"{at:%d/%b/%Y:%H:%M:%S}", status, **more))
        if 500 <= status <= 599:
            minutes.append(f"{at:%Y-%m-%dT%H:%M}")
    return lines, minutes


def moments(count, year=2025):
    """So many moments of a year, one in each minute, in order."""
    begin = datetime.datetime(year, chance.randrange(1, 13), chance.randrange(1, 28), chance.randrange(24), chance.randrange(60))
    return [begin + datetime.timedelta(minutes=n, seconds=chance.randrange(60)) for n in range(count)]


with grade("the status alone decides"):
    near = [500, 499, 599, 600, 550, 400, 501, 598, 503, 200, 699, 505, 999, 304, 510]
    expect(*told(moments(15), near), "statuses on both sides of each bound")
    expect(*told(moments(2 * len(REQUESTS)), [503, 200] * len(REQUESTS), request=[request for request in REQUESTS for _ in "ab"]), "requests of all kinds, answered with 503 and 200")
    expect(*told(moments(12), [500, 600] * 6, size=[size for size in SIZES for _ in "ab"]), "bytes of all kinds, and the statuses 500 and 600")
    expect(*told(moments(6), [200, 503, 204, 500, 301, 400], agent=[" 500 12 "] * 6), "' 500 ' as the program")
    expect(*told(moments(6), [503, 200] * 3, agent=[agent for agent in ("-", "", "a") for _ in "ab"]), "programs without a name")

with grade("every year, month, day and address"):
    firsts = [datetime.datetime(year, month, 1) for year in (1999, 2024, 2026) for month in range(1, 13)]
    lasts = [first - datetime.timedelta(seconds=1) for first in firsts]
    expect(*told([at for pair in zip(lasts, firsts) for at in pair], [503] * 72), "the last and the first second of each month of 1999, 2024 and 2026")
    days = [datetime.datetime(2024, 2, day, day % 24, 59 - day, day) for day in range(1, 30)]
    expect(*told(days, [502] * 29), "each day of a February")
    for zone in ("EST5EDT,M3.2.0,M11.1.0", "LMT-5:45"):
        expect(*told(moments(6), [503, 200] * 3), f"a machine in another zone, TZ={zone}", TZ=zone)
    expect(*told(moments(12), [502, 499] * 6, address=[address for address in ADDRESSES for _ in "ab"]), "addresses of all kinds")

with grade("LOG's order, nothing failed, and odd names"):
    again = [at for at in moments(5) for _ in range(3)]
    expect(*told(again, [503, 200, 500] * 5), "minutes with two failures each")
    chance.shuffle(again)
    mixed = sorted(moments(9), reverse=True) + again
    expect(*told(mixed, [500] * 9 + [503, 502, 200] * 5), "minutes that go back in time")
    expect(*told(moments(7), [200, 404, 600, 499, 301, 999, 201]), "no failed answer")
    lines, minutes = told(moments(2), [503, 200])
    run = check.run_script("minutes.sh", check.read_only({"a.log": "".join(lines)}), ["a.log"], inside="shut", kind="a folder that may only be read")
    run.answers(f"{minutes[0]}\n")
    for kind in NAMES:
        expect(*told(moments(4), [503, 200, 500, 404]), kind, check.hostile_name(kind, "access"))
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Noise, and the break
#
# Both logs of the night, the older first:

# %%
practice.run("minutes.sh", "data/incident/access/access.log.1")
practice.run("minutes.sh", "data/incident/access/access.log", first=3)

# %% [markdown]
# With your script written, the older log shows ten failures from 02:03 to 02:38: noise. The newer
# one begins with 02:47, and goes on. So 02:47 is the suspect. But these lines say nothing of the
# answers that were well, and a share needs both. S19b will count all requests of a minute beside
# its failures.
#
# ## The disks and the jobs
#
# Then the disks. One is fuller than the others from the beginning, and that's normal: it doesn't
# change. The one that *fills* is the suspect:

# %%
%%bash
cd data/incident/disk
for report in *.txt; do
    echo "${report%.txt}: $(awk 'NR > 1 { printf "%s %s  ", $6, $5 }' "$report")"
done

# %%
quiz(
    (
        "One disk went from 10 % to 30 %, another from 60 % to 75 %. By how many percentage "
        "points did the one that grew most grow?"
    ),
    number=20,
    wrong={
        15: "That is the second one. The first grew by more points, though it is far from full.",
        200: (
            "That is growth in relation to the start: three times as much. Points are just the "
            "difference."
        ),
        3: "That is a factor. Points are the difference of the two percentages.",
    },
    because="30 - 10 is 20 points, 75 - 60 is 15. In relation to its start the first one tripled.",
)

# %% [markdown]
# And the jobs. Each run ends with a line that holds its exit status. Which of them are failures?

# %%
quiz(
    "Four runs ended like this. How many lines does `grep` count as failures?",
    runs="""%%bash
printf '%s\\n' exit=0 exit=10 exit=137 exit=0 | grep -c 'exit=[1-9]'""",
    number=2,
    wrong={
        1: "10 is a failure too: any number but 0 is.",
        3: "There are only two whose number begins with another digit than 0.",
        4: "0 is success, so two of the four are well.",
    },
    because="10 and 137. Whoever looks for a 0 anywhere in the number takes 10 for a success.",
)

# %%
%%bash
cd data/incident/jobs
for log in *.log; do
    runs=$(grep -c ' end run=' "$log")
    killed=$(grep -c ' end run=.* exit=137' "$log")
    echo "${log%.log}: $runs runs, $killed with 137"
done

# %% [markdown]
# **JSON** is a text form for data, which nearly every program can read: keys and texts in double
# quotes, `{"name": "value", "other": "value"}`. `printf` writes it as long as the values hold no
# quotes; Python's `json.dumps` writes it in any case.

# %%
%%bash
port=8443
printf '{"host": "%s", "port": "%s"}\n' harbour "$port" |
    python3 -m json.tool --compact

# %% [markdown]
# ## S19b · Find the cause
#
# **Level 4 · 25 minutes · 6 points**
#
# Write `incident.sh`. In a folder like `data/incident` (the tests make others), it prints one JSON
# object: `{"job": …, "disk": …, "minute": …}`, all three texts, and no other keys. It changes
# nothing there (it may only be allowed to read); exit status 0.
#
# - `job`: of the files `jobs/NAME.log`, the NAME with the most lines `TIME end run=… exit=CODE`
#   where CODE isn't 0 (no other line holds ` end `). NAME holds letters, digits, `-`, `.` and
#   blanks, and doesn't begin with a dot: hidden files don't count. There are at least two jobs, and
#   there is no tie.
# - `disk`: of the mount points in the reports `disk/TIME.txt` (what `df -P` prints; times sort as
#   text; hidden files don't count), the one whose use in percent grew most from the first report to
#   the last, in percentage points (10 % to 20 % is 10); what was between doesn't count. At least
#   one grew. All are in both, in any order; they hold letters, digits and `/`; no tie.
# - `minute`: the first minute, as `2025-03-14T02:47`, in which at least half of the requests, in
#   all files `access/access.log*` together, were answered with a status from 500 to 599. There is
#   one. The lines have the combined format of lesson 2, all in the zone `+0000`. An address may be
#   IPv4, IPv6 or a host's name. Requests, times and statuses are as in S19a.
#
# Example: for `data/incident` the answer is `{"job": "nightly-embed", "disk": "/var/cache",
# "minute": "2025-03-14T02:47"}`. Blanks and order within the JSON are free.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Climb in three steps; the tests look at each key alone. First print the whole object with the
# right `job` and two empty texts (that is level 2). Then find the `disk` (level 3), then the
# `minute` (level 4).
#
# </details>
# <details><summary>Hint 2</summary>
#
# The demonstrations above have all parts. Jobs: count the `end` lines whose code isn't 0, and mind
# 10. Disks: `awk` on first and last report, and the mount point as the key. Minutes: S19a knows the
# form of the time and which answers failed. Now all files together, one array for all requests and
# one for those that failed; print each minute with a high enough share, and sort.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Or all of it in Python, from the script: `glob`, `re`, `collections.Counter` and `json.dumps`. Any
# tool is fine. Symptoms: the minute is right except at a year's end, so you sorted days before
# years. It is a little late, so `>` stands where "at least half" is asked. A job's name lost its
# end, so it was cut at a dot.
#
# </details>

# %% role="answer" id="incident"
%%writefile incident.sh
# Print the failing job, the disk that fills and the first bad minute, as JSON.
### BEGIN SOLUTION
job=$(for log in jobs/*.log; do
    name=${log##*/}
    printf '%s\t%s\n' "$(grep -Ec ' end run=.* exit=0*[1-9]' "$log")" "${name%.log}"
done | sort -nr | head -n 1 | cut -f2-)

set -- disk/*.txt
disk=$(awk -v last="${!#}" '
    $6 !~ /^\// { next }
    !($6 in first) { first[$6] = $5 + 0 }
    FILENAME == last { grown = $5 - first[$6]; if (best == "" || grown > most) { most = grown; best = $6 } }
    END { print best }' "$@")

minute=$(cat access/access.log* | awk '
    {
        split($0, quoted, "\"")
        split($0, bracket, /[][]/)
        split(bracket[2], t, /[\/: ]/)
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
        at = sprintf("%s-%02d-%sT%s:%s", t[3], month, t[1], t[4], t[5])
        all[at]++
        if (quoted[3] ~ /^ 5[0-9][0-9] /) bad[at]++
    }
    END { for (at in all) if (bad[at] * 2 >= all[at]) print at }' | sort | head -n 1)

printf '{"job": "%s", "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
### END SOLUTION

# %% role="tests" id="incident-tests" points=6
import json
import pathlib

grade = check.parts(6)


RUNS = {}


def finds(tree, key, expected, kind):
    """Run the script once for each tree, and compare one of its answers."""
    run = RUNS.get(kind) or RUNS.setdefault(kind, check.run_script("incident.sh", tree, kind=kind))
    run.exits(0)
    run.changes_nothing()
    answer = answer_of(run)
    run.that(
        answer[key] == expected,
        f"{key} should be {expected!r}, and is {answer[key]!r}; "
        f"{clue(tree, key, expected, answer[key])}"
    )


def answer_of(run):
    """The JSON object that was printed."""
    try:
        answer = json.loads(run.out)
    except ValueError:
        answer = None
    run.that(type(answer) is dict, f"standard output is not one JSON object: {run.out[:120]!r}")
    run.that(
        sorted(answer) == ["disk", "job", "minute"],
        f"the keys should be disk, job and minute, and are {', '.join(sorted(answer))}"
    )
    return answer


def clue(tree, key, *places):
    """What the logs say of the right answer and of the one that came."""
    said = []
    for place in map(str, places):
        if key == "job":
            ends = [
                line.rpartition("exit=")[2]
                for line in text_of(tree.get(f"jobs/{place}.log", "")).splitlines()
                if " end run=" in line
            ]
            said.append(
                f"{place!r} ended {sum(code != '0' for code in ends)} times with another code than "
                f"0, of {len(ends)}"
            )
        elif key == "disk":
            use = [
                line.split()[4] for path in sorted(tree)
                if path.startswith("disk/2") and path.endswith(".txt")
                for line in text_of(tree[path]).splitlines() if line.split()[5] == place
            ]
            said.append(f"{place} went {', '.join(use)}")
        else:
            number = int(place[5:7]) if place[5:7].isdigit() and int(place[5:7]) < 13 else 0
            month = "-- Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[number]
            at = f"{place[8:10]}/{month}/{place[:4]}:{place[11:16]}:"
            lines = [
                line.split('"')[2].split() for path in tree if path.startswith(
                    "access/access.log"
                ) for line in text_of(tree[path]).splitlines() if at in line.split('"')[0]
            ]
            said.append(
                f"at {place} there were {len(lines)} requests, with the statuses "
                f"{' '.join(line[0] for line in lines)}"
            )
    return "; ".join(said)


def text_of(entry):
    return entry if isinstance(entry, str) else entry[2].decode()


with grade("the published incident"):
    here = pathlib.Path("data/incident")
    tree = {
        path.relative_to(here).as_posix(): path.read_text() for path in here.rglob("*")
        if path.is_file()
    }
    for key, expected in (
        ("job", "nightly-embed"), ("disk", "/var/cache"), ("minute", "2025-03-14T02:47")
    ):
        finds(tree, key, expected, "the published incident")

### BEGIN HIDDEN TESTS
import datetime

chance = check.dice("incident")
# The night's first minute, the bad one, and the names of its logs, from the oldest: in each night but the first, a date changes
# just after that minute, and as text the days or months after it come before.
KINDS = {
    "an ordinary night": ((2025, 5, 9, 3, 10), 21, (".3", ".2", ".1", "")),
    "a night across a month's end": ((2025, 3, 31, 23, 40), 17, (".12", ".11", ".10", ".2")),
    "a night across the year's end": ((2024, 12, 31, 23, 38), 19, (".2", ".1", "-old", "")),
    "a night from January to February": ((2026, 1, 31, 23, 42), 15, (".3", ".2", ".1", "")),
}


def night(number, begin, bad, endings):
    tree, failing = some_jobs(number)
    disks, filling = some_disks(number, begin)
    if number == 3:  # a folder like the lesson's, of another night
        tree |= {"data/incident/jobs/old.log": job_log([1], 2), "data/incident/disk/old.txt": disk_report([("/", 5)]), "data/incident/access/access.log": ""}
    return tree | disks | access_logs(number, begin, bad, endings), failing, filling, f"{begin + datetime.timedelta(minutes=bad):%Y-%m-%dT%H:%M}"


def some_jobs(number):
    """One job fails most often; another fails always, but is run less, one has the longest log, one speaks most of failures.

    In some nights the one that fails most often has the fewer different codes.
    """
    names = check.words(chance, 7)
    names = [f"{names[0].title()}.log-2", f" {names[1]} ", f"{names[2].upper()} {names[3]}-log", f"-{names[4]}-2.5", names[5], names[6]]
    first = names[number % 4]  # in two nights a name with blanks fails, in two one with a dot; two hold a `log` of their own, one begins with a dash
    chance.shuffle(names)
    names = [first, *(name for name in names if name != first)]
    most = [1, 1, 1, 2, 1, 2, 9] if number % 2 else [10, 100, 10, 100, 137, 1, 2]
    second = [137, 10, 255, 137, 10, 126] if number % 2 else chance.choices([1, 2, 137], k=6)
    if number == 3:  # eleven failures are more than six, and as text they come before
        most = [*most, 2, 1, 1, 2]
    codes = {names[0]: most, names[1]: second, names[2]: [2, 1, 137], names[4]: chance.choices([1, 2, 137], k=5), names[5]: [1]}
    runs = dict(zip(names, (13, 6, 40, 12, 12, 12)))
    tree = {f"jobs/{name}.log": job_log(codes.get(name, []), runs[name], name == names[3], {names[0]: True, names[2]: False}.get(name)) for name in names}
    tree[f"jobs/.{names[3]}.log"] = tree[f"jobs/{names[3]}.log.1"] = tree[f"jobs/old/{names[3]}.log"] = job_log([1, 2, 137] * 4, 12)
    return tree, names[0]


def job_log(failures, count, loud=False, ends_well=None):
    """A log in any order, but for its last run: where *ends_well* says so, that one went well, or failed."""
    codes = failures + [0] * (count - len(failures))
    chance.shuffle(codes)
    if ends_well is not None:
        codes.sort(key=lambda code: code == 0 if ends_well else code != 0)
        codes[:-1] = chance.sample(codes[:-1], len(codes) - 1)
    lines = [f"2025-03-14T01:05:00Z start run={n}\n2025-03-14T01:09:00Z end run={n} exit={code}\n" for n, code in enumerate(codes)]
    others = ("note: exit=1 means no data", "note: the weekend exit=3 counts as a day off", "start run=99 after exit=2", "ERROR: failed, trying again")
    return "".join(f"2025-03-14T00:30:00Z {other}\n" for other in others) * (20 if loud else 1) + "".join(lines)


def some_disks(number, begin):
    """One disk fills; others are fuller, full, bigger, climb and fall again, dip and come back, were emptied, or grew many times over.

    In one night it was empty at first, in one it is /, in one it climbs by fits. The reports' file times tell nothing.
    """
    names = check.words(chance, 3)
    use = {f"/var/{names[0]}": (88, 90, 95, 99), "/": (88, 90, 95, 99), f"/mnt/var/{names[0]}": (60, 60, 61, 61), f"/mnt/{names[2]}": (5, 5, 6, 6), "/snap": (100, 100, 100, 100), "/srv/big": (30, 38, 45, 50), "/data": (10, 80, 60, 25), f"/{names[1]}": (60, 12, 40, 66), f"/{names[2]}": (90, 70, 50, 40), "/boot": (1, 4, 8, 12)}
    filling = {2: "/", 3: f"/Var2/{names[0].title()}"}.get(number, f"/var/{names[0]}")
    use[filling] = ((20, 31, 44, 52), (0, 11, 24, 32), (20, 31, 44, 52), (20, 66, 31, 52))[number]
    tree = {}
    later = begin + datetime.timedelta(hours=5)  # a report that was never finished has another name
    tree[f"disk/{later:%Y-%m-%dT%H%M}.txt.part"] = disk_report([(mount, 99 if mount == "/boot" else percents[3]) for mount, percents in use.items()])
    for hour in range(4):
        rows = [(mount, percents[hour]) for mount, percents in use.items()]
        chance.shuffle(rows)
        rows.sort(key=lambda row: not row[0].startswith("/mnt"))  # before the mount points whose names theirs end with
        tree[f"disk/{begin + datetime.timedelta(hours=hour):%Y-%m-%dT%H%M}.txt"] = check.file(disk_report(rows), days_old=hour)
    tree["disk/.new.txt"] = tree[f"disk/{later:%Y-%m-%dT%H%M}.txt.part"]
    if number == 1:  # one report more in between
        between = begin + datetime.timedelta(minutes=90)
        tree[f"disk/{between:%Y-%m-%dT%H%M}.txt"] = disk_report([(mount, percents[1]) for mount, percents in use.items()])
    return tree, filling


def disk_report(rows):
    text = "Filesystem 1024-blocks Used Available Capacity Mounted on\n"
    for mount, percent in rows:
        size = {"/srv/big": 90_000_000, "/boot": 200_000}.get(mount, 1_000_000)
        kept = size if mount.lower().startswith("/var") else 0  # for its owner alone: the percentages don't count it
        device = {"/": "overlay", "/snap": "tmpfs"}.get(mount, f"/dev/vd{chance.choice('abcdefgh')}1")  # another in each report
        text += f"{device} {size + kept} {percent * size // 100} {size - percent * size // 100} {percent}% {mount}\n"
    return text


def access_logs(number, begin, bad, endings):
    """The night's log in four files. Just half of the bad minute's requests fail; before it, many of many do, but never half.

    In one night the bad minute is the only one, in one it has a single request, in one it is calm for a while after it. Where it
    has more, half of its failures are the same line again, and one is of a health check. Another program's log lies beside.
    """
    lines, cuts = [], []
    if number == 0:  # the day before, at the same time of day, all was well
        lines = [access_line(begin + datetime.timedelta(days=-1, minutes=bad), n, 200) for n in range(9)]
    for minute in range(bad + (36 if number == 0 else 12)):
        at = begin + datetime.timedelta(minutes=minute)
        if minute == 3:
            statuses = [503] * 50 + [200] * 51 if number == 3 else [503] * 9 + [200] * 11
        elif minute == 5:
            statuses = [600, 404, 601, 600, 511, 200, 599, 499]
        elif minute == bad - 1:  # cut in two by the end of a file, with the failures behind it
            statuses = [200] * 5 + [502] * 4
            cuts.append(len(lines) + 5)
        elif minute == bad:
            statuses = [502] if number == 1 else [500, 200, 599, 404, 200, 503, 502, 301]
        elif minute in (bad + 1, bad + 3) or (number == 2 and bad < minute < bad + 9):
            statuses = [200] * 7 + [503]
        else:
            count = chance.randrange(6, 11)
            failed = count if minute > bad and number != 0 else chance.choice([0, 0, 1, (count - 1) // 2])
            statuses = [chance.choice([500, 502, 503, 504])] * failed + [chance.choice([200, 404, 499])] * (count - failed)
        if minute != bad - 1:
            chance.shuffle(statuses)
        if minute == bad and number != 1:  # two of each bound, so that each pair can be one line
            bounds = iter([500, 500, 599, 599])
            statuses = [next(bounds) if 500 <= status <= 599 else status for status in statuses]
        if minute in (2, bad + 4):
            cuts.append(len(lines))
        lines += (made := [access_line(at, n, status) for n, status in enumerate(statuses)])
        if minute == bad and number != 1:
            lines[-len(made) :] = with_repeats(made, statuses)
    cuts = [0, *sorted(cuts), len(lines)]
    tree = {f"access/access.log{ending}": "".join(lines[first:last]) for ending, first, last in zip(endings, cuts, cuts[1:])}
    return tree | {"access/error.log": "".join(access_line(begin, second, 503) for second in range(12))}


def with_repeats(made, statuses):
    """The lines with two failures instead of four, each of them twice; one asked for the health."""
    failed = [n for n, status in enumerate(statuses) if 500 <= status <= 599]
    for one, other in zip(failed[::2], failed[1::2]):
        made[other] = made[one]
    before, _, after = made[failed[0]].split('"', 2)
    made[failed[0]] = f'{before}"GET /health HTTP/1.1"{after}'
    return made


def access_line(at, second, status):
    request = chance.choice(["GET /ask HTTP/1.1", "-", "GET /x[y] 503 z", " 503 x", "GET /ports/500 HTTP/1.1", "GET /?at=[01/Jan/2020:00:00:00 +0000] HTTP/1.1", "", "GET /a\\", "x] "])
    # Failures come to addresses with colons, so who cuts the line there has none at its minute.
    start = "2001:db8::" if 500 <= status <= 599 else chance.choice(["10.0.0.", "2001:db8::", "poel-gw-"])
    size = "-" if status == 502 else chance.choice([503, 512, 500])
    origin = chance.choice(["-", " 500 - " if size == "-" else " 500 12 ", ""])
    return f'{start}{chance.randrange(9)} - - [{at:%d/%b/%Y:%H:%M}:{second % 60:02} +0000] "{request}" {status} {size} "{origin}" "probe 503"\n'


NIGHTS = {kind: night(number, datetime.datetime(*begin), *more) for number, (kind, (begin, *more)) in enumerate(KINDS.items())}

# A point for the job, which is of level 2, and two for each of the others.
for number, (key, title, weight) in enumerate((("job", "the failing job", 1), ("disk", "the disk that fills", 2), ("minute", "the first bad minute", 2)), 1):
    with grade(title, weight=weight):
        for kind, found in NIGHTS.items():
            finds(found[0], key, found[number], kind)
        if key == "job":
            tree, failing, *more = NIGHTS["an ordinary night"]
            tree = {**tree, "jobs/20250314.log": tree[f"jobs/{failing}.log"]}  # a name that looks like a number
            del tree[f"jobs/{failing}.log"]
            run = check.run_script("incident.sh", check.read_only(tree), inside="shut", kind="a folder that may only be read, and a job called 20250314")
            run.exits(0)
            for one, expected in zip(("job", "disk", "minute"), ("20250314", *more), strict=True):
                answer = answer_of(run)
                run.that(answer[one] == expected, f"{one} should be {expected!r}, and is {answer[one]!r}")
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## Nine o'clock
#
# Mira's three questions, answered by your script:

# %%
practice.run("incident.sh", inside="data/incident")

# %% [markdown]
# What it was: `nightly-embed` wrote its embeddings to `/var/cache` and died each time that memory
# ran out (137 is 128 + 9: killed). It never removed what it had written. At 02:47 the disk was
# full, the model's server couldn't write its own cache, and most answers became errors. Clients
# tried again, and doubled the load.
#
# The reports show what would have helped: the disk stood at 61, 74 and 87 % at midnight, one and
# two o'clock. An alarm at 80 % would have rung with the report of 02:00, 47 minutes before the
# break. A `trap 'rm -rf "$tmp"' EXIT` in the job, which tidies up whenever the script ends by
# itself, helps too, but not against 137: KILL leaves no time for a trap. So the job must also
# remove old leftovers when it *starts*.
#
# What the logs alone don't prove: that the job filled the disk. Its failures, the growth and the
# break fall together, and it is the best suspect. `du` on `/var/cache` would show whose files they
# are.
#
# ## Summary
#
# - Ask when, then what else, then why. Count before you read.
# - A share says more than a count; a change says more than a level.
# - Trust the times in the lines, not the names of the files.
# - An answer for a program is JSON; an answer for people says what will be done about it.
#
# ## Where this goes wrong at work
#
# **The wrong server.** In January 2017 an engineer of GitLab tried to mend a lagging copy of the
# database late in the evening. He deleted the data folder on what he took for the copy. It was the
# primary. He stopped after a second or two; about 300 GB were gone already. Then none of the
# backups worked: the nightly dump had failed for a long time, since the wrong version of the tool
# was called, and the mails about it were rejected. What saved them was a snapshot that somebody had
# taken by hand six hours before, for a test; those six hours of data were lost. What helps: a
# prompt that names the machine, look before deleting, and backups that are restored as a test.
# *(Source: GitLab's postmortem of the database outage of January 31, 2017, about.gitlab.com.)*
#
# **A variable that was empty.** In 2015 the start script of Steam for Linux had a line like `rm -rf
# "$STEAMROOT/"*`. The variable was computed by a `cd` that failed when the folder had been moved,
# so it was empty, and the line became `rm -rf "/"*`. Users lost everything that they could write
# to, mounted backup disks included. A comment above the line called it scary. What helps: `set -u`,
# `${VAR:?}`, and a check of each `cd`. *(Source: issue 3671 of ValveSoftware/steam-for-linux,
# github.com.)*
#
# **The command that took too much away.** In February 2017 somebody at Amazon ran a prepared
# command to remove a few servers of the S3 billing system. One argument was mistyped, and many more
# servers went, two basic subsystems among them. Much of the web was down for about four hours.
# Amazon changed the tool: it now removes slowly, and refuses to go below what a subsystem needs.
# What helps: tools that check their arguments, show what they are about to do, and have a floor.
# *(Source: "Summary of the Amazon S3 Service Disruption in the Northern Virginia Region",
# aws.amazon.com/message/41926.)*
