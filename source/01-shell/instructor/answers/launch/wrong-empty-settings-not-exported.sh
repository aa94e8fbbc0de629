# loses launch-tests: "(unset)"
. ./settings.sh
for name in MODEL BATCH_SIZE; do
    if [ -n "${!name}" ]; then export "$name"; fi
done
export PATH="$PWD/tools:$PATH"
evaluate --strict "$@"
