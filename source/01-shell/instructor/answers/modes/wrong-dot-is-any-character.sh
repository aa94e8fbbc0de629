# loses modes-tests: "project/xsh"
find project -type f -regex '.*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
