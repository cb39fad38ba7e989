# Runs the command of this folder to its end, whoever listens. The lock of the board came as file 9.
# $1: the token of the lease; $2: the process that keeps it; $3: who; $4: for what.
# Outlives its command when both are told to end, to say how that was.
trap : TERM
timeout --foreground -k 10 "$(cat limit)" bash -c '
  if [ -s telemetry.sh ]; then
    bash telemetry.sh $$ > telemetry 2> /dev/null < /dev/null 9>&- &
    echo $! > telemetry.pid
  fi
  . ./command' >> log 2>> errors < /dev/null
status=$?
# Its file is whole only when nobody writes to it any more.
if [ -s telemetry.pid ] && read -r watcher < telemetry.pid && kill "$watcher" 2> /dev/null; then
  # It stands here until it has ended, also where nobody asks yet how it did.
  for _ in {1..50}; do
    [ "/proc/$watcher/cwd" -ef . ] || break
    sleep 0.01
  done
fi
printf '%-4s\n' "$status" 1<> status
printf '\nover %s\n' "$status" >> log
cd ../..
if ! [ "/proc/$2/cwd" -ef . ]; then
  rm -f lease.holder
  printf 'left\t%s\t%s\t%s\t%s\t%s\n' \
    "$(date +%s%3N)" "$(cut -d ' ' -f 1 /proc/uptime)" "$1" "$3" "$4" >> lease.log
fi
