# loses incident-tests: "the first bad minute"
set -euo pipefail
export LC_ALL=C
job=$(for f in jobs/*.log; do
    n=$(awk '/ end run=/ && !/ exit=0$/ { n++ } END { print n + 0 }' < "$f")
    f=${f#jobs/}
    printf '%s\t%s\n' "$n" "${f%.log}"
done | sort -rn | sed -n 1p | cut -f2)
reports=(disk/*.txt)
disk=$(awk 'FNR == 1 { file++; next }
    file == 1 { was[$6] = $5 + 0 }
    file == 2 { d = ($5 + 0) - was[$6]; if (best == "" || d > most) { most = d; best = $6 } }
    END { print best }' "${reports[0]}" "${reports[-1]}")
minute=$(cat access/access.log* | awk '{
    split($0, q, "\""); split(q[3], s, " ")
    split($0, c, ":"); d = c[1]; sub(/.*\[/, "", d); split(d, t, "/"); t[4] = c[2]; t[5] = c[3]
    k = sprintf("%s-%02d-%sT%s:%s", t[3], (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3, t[1], t[4], t[5])
    all[k]++
    if (s[1] >= 500 && s[1] <= 599) bad[k]++
} END { for (k in all) if (2 * bad[k] >= all[k]) print k }' | sort | sed -n 1p)
printf '{"minute": "%s",\n "job": "%s", "disk": "%s"}\n' "$minute" "$job" "$disk"
