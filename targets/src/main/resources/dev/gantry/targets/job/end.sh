# Ends every process that stands in the folder of a job, or below it. $1: the folder.
here=$(cd -P "$HOME/.gantry/jobs/$1" 2> /dev/null && pwd) || exit 0
standing() {
  for process in /proc/[0-9]*; do
    # Also where the folder is gone already: then the link says so behind its name.
    case $(readlink "$process/cwd" 2> /dev/null) in
      "$here" | "$here (deleted)" | "$here"/*) echo "${process#/proc/}" ;;
    esac
  done
}
all=$(standing)
[ -n "$all" ] || exit 0
kill -TERM $all 2> /dev/null
# A stopped process hears a request to end only when it goes on.
kill -CONT $all 2> /dev/null
for _ in $(seq 25); do
  sleep 0.2
  all=$(standing)
  [ -n "$all" ] || exit 0
done
kill -KILL $all 2> /dev/null
for _ in $(seq 10); do
  [ -n "$(standing)" ] || exit 0
  sleep 0.2
done
echo "these processes do not end: $(standing)" >&2
exit 1
