# What every question to a board begins with. POSIX sh. Every path that is read starts with $R,
# which is empty on a board and a folder where a recorded board is read.
LC_ALL=C
export LC_ALL
R=${GANTRY_ROOT:-}
HOME=${HOME:-/}
set -u

# One line a fact; what could break a line or blow it up is left out.
say() {
  [ -n "$2" ] && printf '%s=%s\n' "$1" "$2"
}

lacks() {
  printf '%s!%s\n' "$1" "$2"
}

# The fact, or why there is none.
tell() {
  if [ -n "$2" ]; then say "$1" "$2"; else lacks "$1" "$3"; fi
}

# The first line of a file, without a process.
first() {
  line=
  [ -r "$1" ] && { IFS= read -r line < "$1"; } 2> /dev/null
  [ -n "$line" ]
}

# The first line of text that may hold anything.
plain() {
  tr -d '\000\r' 2> /dev/null | head -c 4096 | head -n 1
}

# The beginning of a file, if it is there.
bytes() {
  [ -r "$1" ] && head -c 16384 "$1" 2> /dev/null
}

# A tool that hangs must not hang the question.
quick() {
  if [ -z "$R" ] && command -v timeout > /dev/null 2>&1; then timeout 20 "$@"; else "$@"; fi
}

has() {
  command -v "$1" > /dev/null 2>&1
}

# As root, where that needs no password.
rooted() {
  if [ "$(id -u 2> /dev/null)" = 0 ]; then quick "$@"; else quick sudo -n "$@"; fi
}

number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  [ ${#1} -lt 16 ]
}

linux_for_tegra() {
  if first "$R/etc/nv_tegra_release"; then
    say l4t.line "$(bytes "$R/etc/nv_tegra_release" | plain)"
  elif has dpkg-query; then
    say l4t.package "$(quick dpkg-query -W -f='${Version}\n' nvidia-l4t-core 2> /dev/null | plain)"
  fi
}

# A number and a name; nvpmodel may warn first, and it may be for root only.
power_mode() {
  choices=$(sed -n 's/^[[:space:]]*<[[:space:]]*POWER_MODEL[[:space:]]*ID=\([0-9]*\)[[:space:]]*NAME=\([^ >]*\).*/\1=\2/p' "$R/etc/nvpmodel.conf" 2> /dev/null | head -n 32 | tr '\n' ' ')
  say power-mode.choices "${choices% }"
  if ! has nvpmodel; then
    lacks power-mode "nvpmodel is not installed"
    return
  fi
  said=$(quick nvpmodel -q 2>&1 < /dev/null | tr -d '\000\r')
  case $said in *'NV Power Mode:'*) ;; *) said=$(rooted nvpmodel -q 2>&1 < /dev/null | tr -d '\000\r') ;; esac
  mode=$(printf '%s\n' "$said" | sed -n 's/.*NV Power Mode:[[:space:]]*//p' | head -n 1)
  index=$(printf '%s\n' "$said" | sed -n '/NV Power Mode:/,$s/^[[:space:]]*\([0-9][0-9]*\)[[:space:]]*$/\1/p' | head -n 1)
  tell power-mode "$mode" "nvpmodel -q does not tell it: $(printf '%s' "$said" | plain)"
  say power-mode.number "$index"
}

# Locked: the lowest allowed clock of every core and of the GPU is the highest allowed one.
# jetson_clocks itself would tell only root. Elsewhere the governor performance is as much as there is.
clocks() {
  cores=0 loose=0 range= governors= low= high=
  for policy in "$R"/sys/devices/system/cpu/cpu[0-9]*/cpufreq; do
    first "$policy/scaling_min_freq" && number "$line" || continue
    low=$line
    first "$policy/scaling_max_freq" && number "$line" || continue
    high=$line
    cores=$((cores + 1))
    first "$policy/scaling_governor" && case " $governors " in *" $line "*) ;; *) governors="$governors $line" ;; esac
    if [ "$low" != "$high" ] && { [ -n "$tegra" ] || [ "$line" != performance ]; }; then
      loose=$((loose + 1)) range="$low to $high kHz"
    fi
  done
  say cpu.governor "${governors# }"
  say cpu.clock.max-khz "$high"
  free=
  [ "$loose" -gt 0 ] && free="$loose of $cores cores: $range"
  gpu=
  for device in "$R"/sys/class/devfreq/*; do
    case ${device##*/} in *gpu* | *ga10b* | *gv11b* | *gp10b* | *gm20b*) ;; *) continue ;; esac
    first "$device/min_freq" && number "$line" || continue
    low=$line
    first "$device/max_freq" && number "$line" || continue
    gpu=$line
    [ "$low" = "$gpu" ] || free="$free${free:+, }${device##*/}: $low to $gpu Hz"
    say gpu.clock.max-hz "$gpu"
    first "$device/available_frequencies" && say gpu.clock.highest-hz "${line##* }"
  done
  if [ -n "$free" ]; then
    say clocks free
    say clocks.free "$free"
  elif [ "$cores" = 0 ]; then
    lacks clocks "no core says between which clocks it runs (no cpufreq: a virtual machine, or no driver)"
  elif [ -n "$tegra" ] && [ -z "$gpu" ]; then
    lacks clocks "the GPU does not say between which clocks it runs"
  else
    say clocks locked
  fi
}

fan() {
  for chip in "$R"/sys/class/hwmon/hwmon*; do
    first "$chip/name" && [ "$line" = pwmfan ] && first "$chip/pwm1" && number "$line" || continue
    say fan.percent "$(((line * 100 + 127) / 255))"
    say fan.control "${chip#"$R"}/pwm1"
    return
  done
  for wheel in "$R/sys/devices/pwm-fan/cur_pwm" "$R/sys/devices/pwm-fan/target_pwm"; do
    first "$wheel" && number "$line" || continue
    say fan.percent "$(((line * 100 + 127) / 255))"
    wheel=${wheel#"$R"}
    say fan.control "${wheel%/*}/target_pwm"
    return
  done
  lacks fan.percent "no fan that says how fast it turns (no pwmfan in hwmon)"
}

# By type, never by number: the numbers differ from board to board and from start to start.
zones() {
  for zone in "$R"/sys/class/thermal/thermal_zone*; do
    first "$zone/type" || continue
    kind=$line
    if first "$zone/temp"; then printf 'zone=%s %s\n' "$line" "$kind"; else printf 'zone=? %s\n' "$kind"; fi
  done
  for chip in "$R"/sys/class/hwmon/hwmon*; do
    first "$chip/name" || continue
    case $line in coretemp | k10temp | zenpower | cpu_thermal) ;; *) continue ;; esac
    kind=$line
    first "$chip/temp1_input" && printf 'zone=%s %s\n' "$line" "$kind"
  done
}

# The first is a link to the second, where procfs has it.
tree=$R/proc/device-tree
[ -d "$tree" ] || tree=$R/sys/firmware/devicetree/base
tegra=
[ -r "$R/etc/nv_tegra_release" ] && tegra=yes
case $(bytes "$tree/compatible" | tr '\000' ' ') in *nvidia,tegra*) tegra=yes ;; esac
