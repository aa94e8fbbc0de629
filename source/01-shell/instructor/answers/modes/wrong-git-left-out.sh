# loses modes-tests: "hidden files", ".git/hooks/run.sh"
find project -name .git -prune -o -type f -name '*.sh' -exec chmod 755 {} +
find project -name .git -prune -o -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
