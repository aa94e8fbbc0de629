# loses redact-tests in "other files and links stay": "a .bak and a .tmp"
find "$1" -type f -name '*.txt' -print0 | while IFS= read -r -d '' f; do
    PHRASE=$2 perl -pe 's/\Q$ENV{PHRASE}\E//g' < "$f" > "$f.tmp" && cat "$f.tmp" > "$f" && rm "$f.tmp"
done
