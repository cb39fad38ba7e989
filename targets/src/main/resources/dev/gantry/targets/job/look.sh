# Tells how a job stands. $1: its folder. With what the shell itself can do, where that is enough.
read -r boot < /proc/sys/kernel/random/boot_id
echo "boot-now $boot"
cd -P "$HOME/.gantry/jobs/$1" 2> /dev/null || exit 0
line() {
  line=
  [ -r "$1" ] && read -r line < "$1"
  echo "${2-$1} $line"
}
echo "command $(sha256sum < command)"
line boot
line started
read -r up _ < /proc/uptime
echo "now $(date +%s%3N) $up"
line pid begun-as
[ -n "$line" ] && [ "/proc/$line/cwd" -ef . ] && echo "running $line"
status=$(head -c 20 status 2> /dev/null | tr '\000\n' '?;')
echo "status $status"
# Nobody writes to it any more.
case $status in
  [0-9]*)
    if [ -s telemetry ]; then
      read -r hash _ < <(sha256sum telemetry)
      echo "telemetry $hash $(stat -c %s telemetry)"
    fi
    ;;
esac
[ ! -s errors ] || tail -c 4096 errors 2> /dev/null | tr -d '\000' | while IFS= read -r line || [ -n "$line" ]; do
  echo "error $line"
done
exit 0
