# loses redact-tests: "no newline at the end", "very end"
find "$1" -type f -name '*.txt' -print0 | while IFS= read -r -d '' f; do
    PHRASE=$2 perl -i -pe 's/\Q$ENV{PHRASE}\E//g; $_ .= "\n" if eof && !/\n$/' -- "$f"
done
