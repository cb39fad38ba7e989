# The state a board is in now. What others use of it is watched for a second.
first "$R/proc/sys/kernel/random/boot_id"
tell boot "$line" "the kernel gives no boot id"
linux_for_tegra
power_mode
clocks
fan
zones

# Cooling devices that slow something down; a fan is one too, but slows nothing.
slowed= brakes=
for device in "$R"/sys/class/thermal/cooling_device*; do
  first "$device/type" || continue
  kind=$line
  case $kind in *[Ff][Aa][Nn]*) continue ;; esac
  first "$device/cur_state" || continue
  brakes=yes
  # Powerclamp says -1 where it does nothing.
  number "$line" && [ "$line" -gt 0 ] && slowed="$slowed, $kind at $line"
done
counted= count=0
for counter in "$R"/sys/devices/system/cpu/cpu[0-9]*/thermal_throttle/core_throttle_count "$R"/sys/class/hwmon/hwmon*/oc[0-9]*_event_cnt; do
  first "$counter" && number "$line" && counted=yes && count=$((count + line))
done
[ -n "$counted" ] && say throttling.count "$count"
if [ -n "$slowed" ]; then
  say throttling "$(printf '%s' "${slowed#, }" | head -c 300)"
elif [ -n "$brakes$counted" ]; then
  say throttling none
else
  lacks throttling "nothing here says whether it is slowed down"
fi

# The fields of /proc/PID/stat behind the name, which may hold anything.
fields() {
  first "$1" || return 1
  line=${line##*) }
  set -f
  set -- $line
  set +f
  [ $# -ge 20 ] || return 1
  parent=$2 flags=$7 ticks=$((${12} + ${13})) started=${20}
}

# The time all cores were busy, in ticks. Waiting for a disk or for another guest is not work.
busy() {
  first "$R/proc/stat" || return 1
  set -- $line
  [ "$1" = cpu ] && [ $# -ge 8 ] || return 1
  total=$(($2 + $3 + $4 + $7 + $8))
}

# Ours: this shell, what its login started, and whatever works under ~/.gantry.
root_of_ours() {
  ours=$$
  above=$$
  while fields "$R/proc/$above/stat"; do
    above=$parent
    [ "$above" -gt 1 ] || return
    first "$R/proc/$above/comm" || return
    case $line in
      sshd*)
        ours=$above
        return
        ;;
      sh | bash | dash | java) ours=$above ;;
      *) return ;;
    esac
  done
}

is_ours() {
  seen=$1
  while [ "$seen" -gt 1 ] 2> /dev/null; do
    [ "$seen" = "$ours" ] && return 0
    fields "$R/proc/$seen/stat" || break
    seen=$parent
  done
  where=$(readlink "$R/proc/$1/cwd" 2> /dev/null)
  case $where/ in */.gantry/*) return 0 ;; esac
  return 1
}

look() {
  for process in "$R"/proc/[0-9]*; do
    pid=${process##*/}
    number "$pid" && fields "$process/stat" || continue
    eval "$1"
  done
}

others() {
  hertz=$(getconf CLK_TCK 2> /dev/null)
  number "$hertz" || hertz=100
  root_of_ours
  look 'eval "was_$pid=$ticks since_$pid=$started"'
  busy || return 1
  before=$total
  first "$R/proc/uptime" || return 1
  from=${line%% *}
  sleep 1
  busy || return 1
  first "$R/proc/uptime" || return 1
  from=${from%.*}${from#*.} to=${line%% *}
  to=${to%.*}${to#*.}
  window=$((to - from))
  [ "$window" -gt 0 ] || window=100
  all=$(((total - before) * 10000 / hertz / window))
  mine=0 kernel=0 most=0 who= foreign=0
  look weigh
  left=$((all - (mine + kernel) * 10000 / hertz / window))
  [ "$left" -ge 0 ] || left=0
  foreign=$((foreign * 10000 / hertz / window))
  [ "$left" -ge "$foreign" ] || left=$foreign
  say others.total-percent "$left"
  say others.busiest-percent "$((most * 10000 / hertz / window))"
  [ -n "$who" ] && say others.busiest "$who"
  return 0
}

weigh() {
  eval "then=\${was_$pid:-} born=\${since_$pid:-}"
  [ -n "$then" ] && [ "$born" = "$started" ] || then=0
  used=$((ticks - then))
  # A process that began before the watch and was not seen then cannot be weighed.
  [ "$used" -gt 0 ] || return 0
  if [ $((flags & 2097152)) -ne 0 ]; then
    kernel=$((kernel + used))
  elif is_ours "$pid"; then
    mine=$((mine + used))
  else
    foreign=$((foreign + used))
    if [ "$used" -gt "$most" ]; then
      most=$used
      first "$R/proc/$pid/comm"
      who="$line ($pid)"
    fi
  fi
  return 0
}

# To see what others are about takes a second, in which nothing else is done.
if [ "${1:-alone}" = alone ]; then
  others || lacks others.total-percent "/proc does not say what runs"
else
  lacks others.total-percent "not looked at: nobody asks that the board is alone"
fi
