# loses modes-tests: "has mode 700, expected 755"
find project -type f -name '*.sh' ! -perm 700 -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
