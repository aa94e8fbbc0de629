# loses redact-tests: "the example", "notes/c.md"
PHRASE=$2 find "$1" -type f -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
