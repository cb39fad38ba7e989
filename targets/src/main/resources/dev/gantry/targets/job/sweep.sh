# Clears away what nobody comes back for: halves of files, and jobs without a process after a week.
cd -P "$HOME/.gantry" || exit 0
rm -rf store/*.part jre/*.part
now=$(cut -d . -f 1 /proc/uptime)
boot=$(cat /proc/sys/kernel/random/boot_id)
for job in jobs/*/; do
  job=${job%/}
  [ -d "$job" ] || continue
  [ "$(readlink "/proc/$(cat "$job/pid" 2> /dev/null)/cwd")" = "$PWD/$job" ] && continue
  if [ "$(cat "$job/boot" 2> /dev/null)" = "$boot" ]; then
    # Within one start of the board its clock may have jumped; its uptime has not.
    since=$(cut -d ' ' -f 2 "$job/started" | cut -d . -f 1)
    case $since in '' | *[!0-9]*) continue ;; esac
    [ $((now - since)) -gt 604800 ] && rm -rf "./$job"
  elif [ -n "$(find "$job" -maxdepth 0 -mtime +7)" ]; then
    rm -rf "./$job"
  fi
done
exit 0
