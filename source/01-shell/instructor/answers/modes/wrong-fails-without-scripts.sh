# loses modes-tests: "an empty folder", "missing operand"
find project -type f -name '*.sh' -print0 | xargs -0 chmod 755
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
