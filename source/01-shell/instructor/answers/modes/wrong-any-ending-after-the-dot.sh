# loses modes-tests: "names that nearly match"
find project -type f -name '*.sh*' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
