# Tells whether the lock of this board is held, and by whom.
cd -P "$HOME/.gantry" 2> /dev/null && [ -e lock ] || { echo free; exit 0; }
# A shared lock: two who look at once do not see each other.
if flock -n -s -E 75 lock true; then echo free; exit 0; fi
echo held
[ -r lease.holder ] || exit 0
cat lease.holder
job=$(sed -n 's/^job=//p' lease.holder | tail -n 1)
keeper=$(sed -n 's/^pid=//p' lease.holder)
if [ -n "$job" ] && [ "$(readlink "/proc/$(cat "jobs/$job/pid" 2> /dev/null)/cwd")" = "$PWD/jobs/$job" ]; then
  echo "running=$job"
fi
[ -n "$keeper" ] && [ "$(readlink "/proc/$keeper/cwd")" = "$PWD" ] || echo away=yes
exit 0
