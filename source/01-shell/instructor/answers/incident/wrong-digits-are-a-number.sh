# loses incident-tests: "20250314"
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

case $job in
    *[!0-9]*) job="\"$job\"" ;;
esac
printf '{"job": %s, "disk": "%s", "minute": "%s"}\n' "$job" "$disk" "$minute"
