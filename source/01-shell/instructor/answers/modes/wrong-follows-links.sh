# loses modes-tests: "links", "shared/tool.sh"
find project ! -type d -name '*.sh' -exec chmod 755 {} +
find project ! -type d \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
