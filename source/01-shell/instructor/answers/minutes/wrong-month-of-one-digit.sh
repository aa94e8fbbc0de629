# loses minutes-tests: "the example", "2025-3-14"
awk -F'[][]' '
    {
        split($0, quoted, "\"")
        if (quoted[3] !~ /^ 5[0-9][0-9] /) next
        split($2, t, /[\/:]/)
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
        printf "%s-%d-%sT%s:%s\n", t[3], month, t[1], t[4], t[5]
    }' < "$1"
