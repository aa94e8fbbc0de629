# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: The incident
#     minutes: 45
#     prerequisites: [01-shell/4-processes]
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

# %% role="read-only" id="incident-setup"
from workbook import check

# %% [markdown]
# ## 08:12, Friday
#
# "The app says *try later* since last night." Nobody was awake. What you have is a folder of logs. Begin as always: what is there, how much, of when?

# %%
%%bash
cd data/incident
find . -type f | sort
wc -l access/* | tail -n 1
head -n 3 jobs/nightly-embed.log
tail -n 1 access/access.log | cut -c1-75

# %% [markdown]
# Three questions, from the outside in. **When** did it begin for users? **What** else changed about then? **Why?** A picture of the access log answers the first:
#
# ![Requests per minute on 14 March from 02:00 to 03:15. Until 02:46 there are about eight a minute and nearly all are answered. From 02:47 on there are twice as many, and most of them fail.](figures/requests.svg)
#
# Twice as many requests after the break: programs that get an error try again, and make it worse. And a few failures *before* it, which are everyday noise. So "the first 5xx" isn't the first bad minute. Look at the share of failures, minute by minute:

# %%
%%bash
cd data/incident/access
awk -F'[][]' '{ split($2, t, ":"); split($0, q, "\""); minute = t[2] ":" t[3]; all[minute]++; if (q[3] ~ /^ 5/) bad[minute]++ }
    END { for (m in all) print m, bad[m] + 0, all[m] }' access.log.1 access.log | sort | sed -n '44,50p'

# %% [markdown]
# Logs are *rotated*: `access.log.1` is older than `access.log`, though it sorts after it. Sort by the time in the lines, never by the files' names.
#
# Then the disks. One is fuller than the others from the beginning, and that's normal: it doesn't change. The one that *fills* is the suspect:

# %%
%%bash
cd data/incident/disk
for report in *.txt; do
    echo "${report%.txt}: $(awk 'NR > 1 { printf "%s %s  ", $6, $5 }' "$report")"
done

# %% [markdown]
# ## S19 · Find the cause
#
# **Level 4 · 30 minutes · 4 points**
#
# Write `incident.sh`. In a folder like `data/incident` (the tests make others), it prints one JSON object: `{"job": …, "disk": …, "minute": …}`, all three texts. Changes nothing, exit status 0.
#
# - `job`: of the files `jobs/NAME.log`, the NAME with the most lines `TIME end run=… exit=CODE` where CODE isn't 0. NAME may hold blanks. There is no tie.
# - `disk`: of the mount points in the reports `disk/TIME.txt` (what `df -P` prints; times sort as text), the one whose use in percent grew most from the first report to the last. All are in both; no blanks in them; no tie.
# - `minute`: the first minute, as `2025-03-14T02:47`, in which at least half of the requests, in all files `access/access.log*` together, were answered with a status from 500 to 599. There is one. The lines have the combined format of lesson 2, all in the zone `+0000`. A request may be any text between its quotes.
#
# Example: for `data/incident` the answer is `{"job": "nightly-embed", "disk": "/var/cache", "minute": "2025-03-14T02:47"}`. Blanks and order within the JSON are free.

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three small questions: write a command for each, look at what it prints, and only then put them together.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Months by name: the place of `Mar` in `JanFebMarAprMayJunJulAugSepOctNovDec`, by `index(…)` in `awk`, plus 2, divided by 3. A year can end in the middle of an incident, so sort by year, month, day.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Or all of it in Python, from the script: `glob`, `re`, `collections.Counter`, and `print(json.dumps(answer))`. Any tool is fine.
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

# %% role="tests" id="incident-tests" points=4
import json
import pathlib

grade = check.parts(4)


def answer_of(tree, kind):
    run = check.run_script("incident.sh", tree, kind=kind)
    run.succeeds()
    run.changes_nothing()
    try:
        return run.what, json.loads(run.out)
    except ValueError:
        run.fail(f"standard output is not JSON: {run.out[:80]!r}")


def finds(tree, key, expected, kind):
    what, answer = answer_of(tree, kind)
    check.that(type(answer) is dict and key in answer, f"{what}: the JSON object has no key {key}")
    check.equal(answer[key], expected, f"{what}: {key}")


with grade("the published incident"):
    here = pathlib.Path("data/incident")
    tree = {path.relative_to(here).as_posix(): path.read_text() for path in here.rglob("*") if path.is_file()}
    for key, expected in (("job", "nightly-embed"), ("disk", "/var/cache"), ("minute", "2025-03-14T02:47")):
        finds(tree, key, expected, "the published incident")

### BEGIN HIDDEN TESTS
import datetime

chance = check.dice("incident")
KINDS = {"an ordinary night": (2025, 5, 9, 3, 10), "a night across midnight": (2025, 4, 30, 23, 40), "a night across the year's end": (2024, 12, 31, 23, 50), "a night in August": (2025, 8, 1, 0, 5)}


def night(begin):
    names = check.words(chance, 6)
    jobs = {names[0]: 5, names[1]: 2, f"{names[2]} {names[3]}": 0, names[4]: 1}
    failing = chance.choice(list(jobs))
    jobs[failing] = 7
    tree = {f"jobs/{name}.log": job_log(count, chance.choice([1, 2, 137, 10])) for name, count in jobs.items()}
    mounts = ["/", "/data", f"/var/{names[5]}", "/srv/models"]
    use = {mount: chance.randrange(5, 60) for mount in mounts}
    filling = chance.choice(mounts[1:])
    use[[mount for mount in mounts if mount != filling][0]] = 96
    for hour in range(3):
        grown = {mount: use[mount] + (hour * 14 if mount == filling else hour) for mount in mounts}
        tree[f"disk/{(begin + datetime.timedelta(hours=hour)):%Y-%m-%dT%H%M}.txt"] = disk_report(grown)
    bad = chance.randrange(14, 25)
    lines = [line for minute in range(40) for line in minute_of(begin + datetime.timedelta(minutes=minute), minute, bad)]
    tree |= {"access/access.log.2": "".join(lines[:70]), "access/access.log.1": "".join(lines[70:170]), "access/access.log": "".join(lines[170:])}
    return tree, failing, filling, f"{begin + datetime.timedelta(minutes=bad):%Y-%m-%dT%H:%M}"


def job_log(failures, code):
    runs = [code] * failures + [0] * (12 - failures)
    chance.shuffle(runs)
    return "".join(f"2025-03-14T01:05:00Z start run={n}\n2025-03-14T01:09:00Z end run={n} exit={code}\n" for n, code in enumerate(runs)) + "note: exit=1 means no data\n" * (9 - failures)


def disk_report(use):
    rows = [f"/dev/vd{'abcd'[n]}1 1000000 {percent * 10000} {1000000 - percent * 10000} {percent}% {mount}\n" for n, (mount, percent) in enumerate(use.items())]
    return "Filesystem 1024-blocks Used Available Capacity Mounted on\n" + "".join(rows)


def minute_of(at, minute, bad):
    count = chance.randrange(6, 11)
    failed = count if minute > bad + 2 else (count + 1) // 2 if minute >= bad else chance.choice([0, 0, 1, (count - 1) // 2])
    statuses = [chance.choice([500, 502, 503])] * failed + [chance.choice([200, 404, 499])] * (count - failed)
    chance.shuffle(statuses)
    requests = ["GET /ask HTTP/1.1", "-", "GET /x[y] 503 z", "GET /ports/500 HTTP/1.1"]
    return [f'10.0.0.7 - - [{at:%d/%b/%Y:%H:%M}:{n:02} +0000] "{chance.choice(requests)}" {status} 512 "-" "probe 503"\n' for n, status in enumerate(statuses)]


NIGHTS = {kind: night(datetime.datetime(*begin)) for kind, begin in KINDS.items()}

for number, (key, title) in enumerate({"job": "the failing job", "disk": "the disk that fills", "minute": "the first bad minute"}.items(), 1):
    with grade(title):
        for kind, found in NIGHTS.items():
            finds(found[0], key, found[number], kind)
### END HIDDEN TESTS

grade.score()

# %% [markdown]
# ## What it was
#
# `nightly-embed` wrote its embeddings to `/var/cache` and died each time that memory ran out (137 is 128 + 9: killed). It never removed what it had written. At 02:47 the disk was full, the model's server
# couldn't write its own cache, and every answer became a 503. Clients tried again, and doubled the load. The disk had been filling for hours: an alarm at 80 %, and a `trap 'rm -rf "$tmp"' EXIT` in the job, would have let everybody sleep.
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
# **The wrong server.** In January 2017 an engineer of GitLab tried to mend a lagging copy of the database late in the evening. He deleted the data folder on what he took for the copy. It was the primary. He
# stopped after a second or two; about 300 GB were gone already. Then none of the backups worked: the nightly dump had failed for a long time, since the wrong version of the tool was called, and the mails about it were rejected. Six hours of data were lost.
# What helps: a prompt that names the machine, look before deleting, and backups that are restored as a test. *(Source: GitLab's postmortem of the database outage of January 31, 2017, about.gitlab.com.)*
#
# **A variable that was empty.** In 2015 the start script of Steam for Linux had a line like `rm -rf "$STEAMROOT/"*`. The variable was computed by a `cd` that failed when the folder had been moved, so it was empty, and the line became `rm -rf "/"*`.
# Users lost everything that they could write to, mounted backup disks included. A comment above the line called it scary. What helps: `set -u`, `${VAR:?}`, and a check of each `cd`. *(Source: issue 3671 of ValveSoftware/steam-for-linux, github.com.)*
#
# **The command that took too much away.** In February 2017 somebody at Amazon ran a prepared command to remove a few servers of the S3 billing system. One argument was mistyped, and many more servers went, two basic subsystems among them. Much of the web was down for about four hours.
# Amazon changed the tool: it now removes slowly, and refuses to go below what a subsystem needs. What helps: tools that check their arguments, show what they are about to do, and have a floor. *(Source: "Summary of the Amazon S3 Service Disruption in the Northern Virginia Region", aws.amazon.com/message/41926.)*
