# loses redact-tests: "the phrase '0', with characters that mean something elsewhere"
PHRASE=$2 find "$1" -type f -name '*.txt' -exec perl -i -pe 'next unless $ENV{PHRASE}; s/\Q$ENV{PHRASE}\E//g' -- {} +
