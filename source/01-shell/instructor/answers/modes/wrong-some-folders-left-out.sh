# loses modes-tests: "hidden files"
find project -mindepth 1 -name node_modules -prune -o -type f -name '*.sh' -exec chmod 755 {} +
find project -mindepth 1 -name node_modules -prune -o -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
