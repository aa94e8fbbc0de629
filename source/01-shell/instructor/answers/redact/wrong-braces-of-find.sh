# loses redact-tests in "the phrase is taken literally": "the phrase '{}', with characters that mean something elsewhere"
p=$(printf '%s' "$2" | sed 's/[]\/$*.^[]/\\&/g')
find "$1" -type f -name '*.txt' -exec sed -i "s/$p//g" {} +
