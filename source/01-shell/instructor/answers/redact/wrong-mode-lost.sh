# loses redact-tests: "the example", "expected 600"
find "$1" -type f -name '*.txt' -print0 | while IFS= read -r -d '' f; do
    PHRASE=$2 perl -pe 's/\Q$ENV{PHRASE}\E//g' < "$f" > "$f.new" && mv -- "$f.new" "$f"
done
