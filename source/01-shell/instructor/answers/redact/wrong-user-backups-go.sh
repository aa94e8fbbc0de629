# loses redact-tests in "other files and links stay": "a .bak and a .tmp"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i.bak -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
find "$1" -name '*.bak' -delete
