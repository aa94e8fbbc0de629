# loses modes-tests: "hidden files"
find project -not -path '*/.*' -type f -name '*.sh' -exec chmod 755 {} +
find project -not -path '*/.*' -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
