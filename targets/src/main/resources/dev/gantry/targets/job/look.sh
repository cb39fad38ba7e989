# Tells how a job stands. $1: its folder.
echo "boot-now $(cat /proc/sys/kernel/random/boot_id)"
cd -P "$HOME/.gantry/jobs/$1" 2> /dev/null || exit 0
echo "command $(sha256sum < command)"
echo "boot $(cat boot 2> /dev/null)"
echo "started $(cat started 2> /dev/null)"
echo "now $(date +%s%3N) $(cut -d ' ' -f 1 /proc/uptime)"
pid=$(cat pid 2> /dev/null)
[ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$PWD" ] && echo "running $pid"
echo "status $(head -c 20 status 2> /dev/null | tr '\000\n' '?;')"
tail -c 4096 errors 2> /dev/null | tr -d '\000' | while IFS= read -r line || [ -n "$line" ]; do
  echo "error $line"
done
exit 0
