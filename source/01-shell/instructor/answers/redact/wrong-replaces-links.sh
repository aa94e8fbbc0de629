# loses redact-tests: "other files and links stay", "should be a symbolic link"
PHRASE=$2 find "$1" ! -type d -name '*.txt' -exec perl -i -pe 's/\Q$ENV{PHRASE}\E//g' -- {} +
