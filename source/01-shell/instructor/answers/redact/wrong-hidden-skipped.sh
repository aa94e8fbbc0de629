# loses redact-tests: "odd names and hidden files"
PHRASE=$2 find "$1" -type f -name '[!.]*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
