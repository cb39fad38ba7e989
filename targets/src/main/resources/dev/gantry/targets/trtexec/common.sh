# What every errand with trtexec begins with. Speaks as the runner does: facts, files, trouble, an end.
program=$1
shift
LC_ALL=C
export LC_ALL
peak=0

# Somebody listens whether this still lives, however long one step takes.
while sleep 2; do echo alive; done &
talker=$!
trap 'kill $talker 2> /dev/null' EXIT

trouble() {
  printf 'trouble %s %s\n' "$1" "$2"
  exit 3
}

# A file as the runner tells of it.
told() {
  [ -s "$1" ] || trouble TOOLCHAIN "trtexec said PASSED and wrote no $1"
  read -r hash _ < <(sha256sum "$1")
  printf 'file %s sha256:%s %s\n' "$1" "$hash" "$(stat -c %s "$1")"
}

# What trtexec said goes to the log behind a mark, so that nothing of it is taken for ours.
heard() {
  head -c 2000000 "$1" | sed 's/^/| /'
}

# Empty where trtexec did all that it was asked, by its status and by its own word; else why not.
ended() { # STATUS LOG
  if [ "$1" -gt 128 ]; then
    echo "was killed by signal $(($1 - 128))"
  elif grep -q '^&&&& FAILED' "$2"; then
    echo "said FAILED and ended with status $1"
  elif [ "$1" -eq 126 ]; then
    echo "may not be executed ($program)"
  elif [ "$1" -eq 127 ]; then
    echo "is not there, or lacks a library ($program)"
  elif [ "$1" -ne 0 ]; then
    echo "ended with status $1"
  elif ! grep -q '^&&&& PASSED' "$2"; then
    echo "ended with status 0 and never said PASSED: its log ends in the middle"
  fi
}

# Runs trtexec once for a purpose and waits for its end, looking at its memory meanwhile.
ask() { # PURPOSE WORDS...
  local purpose=$1 log=$1.log status failed key value
  shift
  printf '| %s: trtexec' "$purpose"
  printf ' %q' "$@"
  echo
  "$program" "$@" > "$log" 2>&1 < /dev/null &
  local process=$!
  while kill -0 $process 2> /dev/null; do
    # Without a process: what looks on must not disturb what is timed.
    while read -r key value _; do
      if [ "$key" = VmHWM: ] && [ "$value" -gt "$peak" ]; then peak=$value; fi
    done 2> /dev/null < "/proc/$process/status"
    sleep 0.2
  done
  wait $process
  status=$?
  heard "$log"
  failed=$(ended $status "$log")
  [ -z "$failed" ] || trouble TOOLCHAIN "during the $purpose trtexec $failed"
}

free_kib() { sed -n 's/^MemAvailable:[[:space:]]*\([0-9]*\) kB/\1/p' /proc/meminfo; }
