# loses redact-tests: "appears anew"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe '1 while s/\Q$ENV{PHRASE}\E//g' -- {} +
