# Ends every process that stands in the folder of a job, or below it. $1: the folder.
here=$(cd -P "$HOME/.gantry/jobs/$1" 2> /dev/null && pwd) || exit 0
standing() {
  find /proc/[0-9]*/cwd -maxdepth 0 -printf '%h %l\n' 2> /dev/null | while read -r process where; do
    # Also where the folder is gone already: then the link says so behind its name.
    case $where in
      "$here" | "$here (deleted)" | "$here"/*) echo "${process#/proc/}" ;;
    esac
  done
}
all=$(standing)
[ -n "$all" ] || exit 0
kill -TERM $all 2> /dev/null
# A stopped process hears a request to end only when it goes on.
kill -CONT $all 2> /dev/null
for _ in {1..100}; do
  sleep 0.05
  all=$(standing)
  [ -n "$all" ] || exit 0
done
kill -KILL $all 2> /dev/null
for _ in {1..40}; do
  [ -n "$(standing)" ] || exit 0
  sleep 0.05
done
echo "these processes do not end: $(standing)" >&2
exit 1
