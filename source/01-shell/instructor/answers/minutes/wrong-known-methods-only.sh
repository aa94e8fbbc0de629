# loses minutes-tests: "the status alone decides"
awk -F'"' '
{
    split($3, part, " ")
    if ($2 !~ /^(GET|POST|HEAD) / && $2 != "-" && $2 != "" && $2 != " 503 " || part[1] < 500 || part[1] > 599) next
    from = index($0, "[")
    split(substr($0, from + 1), t, /[\/: ]/)
    month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
    printf "%s-%02d-%sT%s:%s\n", t[3], month, t[1], t[4], t[5]
}' < "$1"
