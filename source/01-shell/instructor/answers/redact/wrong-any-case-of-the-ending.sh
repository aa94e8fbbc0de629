# loses redact-tests: "other files"
PHRASE=$2 find "$1" -type f -iname '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
