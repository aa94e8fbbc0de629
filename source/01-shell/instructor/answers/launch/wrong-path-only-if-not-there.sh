# loses launch-tests: "the folder tools in PATH already, but not first"
. ./settings.sh
case ":$PATH:" in
    *":$PWD/tools:"*) ;;
    *) PATH="$PWD/tools:$PATH" ;;
esac
export MODEL BATCH_SIZE PATH
evaluate --strict "$@"
