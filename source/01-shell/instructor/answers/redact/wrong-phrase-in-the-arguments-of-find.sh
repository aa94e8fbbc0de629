# loses redact-tests: "the phrase '{}', with characters that mean something elsewhere"
find "$1" -type f -name '*.txt' -exec perl -i -pe 'BEGIN { $p = shift } s/\Q$p\E//g' -- "$2" {} +
