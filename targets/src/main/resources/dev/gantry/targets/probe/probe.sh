# The facts of a board, in one go.
first "$R/proc/uptime"
tell uptime.seconds "${line%% *}" "/proc/uptime cannot be read"
tell kernel "$(uname -sr 2> /dev/null | plain)" "uname does not tell it"
tell architecture "$(uname -m 2> /dev/null | plain)" "uname does not tell it"
tell hostname "$(uname -n 2> /dev/null | plain)" "uname does not tell it"
tell system "$(sed -n 's/^PRETTY_NAME=//p' "$R/etc/os-release" 2> /dev/null | plain | tr -d '"')" "/etc/os-release does not tell it"
tell processor "$(sed -n 's/^model name[[:space:]]*: //p' "$R/proc/cpuinfo" 2> /dev/null | plain)" "/proc/cpuinfo names none, as is usual on arm64"
tell processor.flags.line "$(sed -n 's/^flags[[:space:]]*: //p;s/^Features[[:space:]]*: //p' "$R/proc/cpuinfo" 2> /dev/null | plain)" "/proc/cpuinfo lists none"
tell cores "$(nproc 2> /dev/null | plain)" "nproc does not tell it"
tell memory.kib "$(sed -n 's/^MemTotal:[[:space:]]*\([0-9]*\) kB.*/\1/p' "$R/proc/meminfo" 2> /dev/null | plain)" "/proc/meminfo does not tell it"
first "$R/proc/sys/kernel/random/boot_id"
tell boot "$line" "the kernel gives no boot id"
tell disk.free-kib "$(df -Pk "$HOME" 2> /dev/null | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4 | plain)" "df does not tell it"
if [ -d "$HOME" ] && [ -w "$HOME" ]; then say home.writable yes; else say home.writable no; fi

tell module "$(bytes "$tree/model" | plain)" "no device tree: not a board with a model name"
compatible=$(bytes "$tree/compatible" | tr '\000' ' ' | plain)
tell compatible "${compatible% }" "no device tree"
soc=$(printf '%s' "$compatible" | tr ' ' '\n' | sed -n 's/^nvidia,\(tegra[0-9]*\)$/\1/p' | head -n 1)
tell soc "$soc" "no NVIDIA system on chip in the device tree"
linux_for_tegra

version() { sed -n 's/[^0-9]*\([0-9][0-9.]*\).*/\1/p' | head -n 1; }
packaged() { has dpkg-query && quick dpkg-query -W -f='${Version}\n' "$@" 2> /dev/null | plain | version; }

cuda=$(bytes "$R/usr/local/cuda/version.json" | tr -d '\000\n' | sed -n 's/.*"cuda"[^}]*"version"[[:space:]]*:[[:space:]]*"\([0-9.]*\)".*/\1/p')
[ -n "$cuda" ] || cuda=$(bytes "$R/usr/local/cuda/version.txt" | plain | version)
[ -n "$cuda" ] || { has nvcc && cuda=$(quick nvcc --version 2> /dev/null | sed -n 's/.*release \([0-9.]*\).*/\1/p' | head -n 1); }
[ -n "$cuda" ] || cuda=$(packaged 'cuda-cudart-[0-9]*-[0-9]')
tell cuda "$cuda" "neither /usr/local/cuda nor nvcc nor a package of it is there"

tensorrt=$(packaged libnvinfer10)
[ -n "$tensorrt" ] || tensorrt=$(packaged libnvinfer8)
[ -n "$tensorrt" ] || tensorrt=$(packaged libnvinfer-bin)
for library in "$R"/usr/lib/*/libnvinfer.so.*.* "$R"/usr/lib/libnvinfer.so.*.* "$R"/usr/local/lib/libnvinfer.so.*.*; do
  [ -z "$tensorrt" ] && [ -e "$library" ] && tensorrt=${library##*libnvinfer.so.}
done
if [ -z "$tensorrt" ]; then
  for header in "$R"/usr/include/*/NvInferVersion.h "$R"/usr/include/NvInferVersion.h; do
    [ -r "$header" ] && tensorrt=$(sed -n 's/^#define [A-Z_]*_M[AI][JN]OR[A-Z_]*[[:space:]]*\([0-9][0-9]*\).*/\1/p;s/^#define [A-Z_]*_PATCH[A-Z_]*[[:space:]]*\([0-9][0-9]*\).*/\1/p' "$header" | head -n 3 | tr '\n' '.') && tensorrt=${tensorrt%.}
  done
fi
tell tensorrt "$tensorrt" "neither a package nor a library nor a header of it is there"

why="neither in the path nor in /usr/src/tensorrt/bin nor in /usr/bin"
trtexec=$(command -v trtexec 2> /dev/null)
for place in "$R/usr/src/tensorrt/bin/trtexec" "$R/usr/bin/trtexec"; do
  [ -z "$trtexec" ] && [ -x "$place" ] && trtexec=$place
  [ -z "$trtexec" ] && [ -e "$place" ] && why="${place#"$R"} is there and may not be executed"
done
tell trtexec "${trtexec#"$R"}" "$why"

gpu=
has nvidia-smi && gpu=$(quick nvidia-smi --query-gpu=name,compute_cap,driver_version --format=csv,noheader 2> /dev/null | head -n 1 | plain)
case $gpu in *", "*", "*) ;; *) gpu= ;; esac
tell gpu "${gpu%, *}" "no nvidia-smi that names one"
tell gpu.driver "${gpu##*, }" "no nvidia-smi that names one"

load=
for file in "$R/sys/devices/platform/gpu.0/load" "$R/sys/devices/gpu.0/load" "$R"/sys/devices/platform/*.gpu/load "$R"/sys/devices/platform/bus@0/*.gpu/load; do
  [ -z "$load" ] && [ -r "$file" ] && load=${file#"$R"}
done
[ -n "$load" ] || { has nvidia-smi && load=nvidia-smi; }
tell gpu.load-source "$load" "no GPU that says how busy it is"

power_mode
clocks
fan
zones

if has java; then
  said=$(quick java -version 2>&1 < /dev/null | tr -d '\000\r' | head -c 4096)
  java=$(printf '%s\n' "$said" | sed -n '/version "/{p;q;}' | tr -d '"' | plain)
  tell java "$java" "java does not start: $(printf '%s' "${said:-it says nothing}" | tr '\n\t' '  ' | head -c 300)"
else
  lacks java "no java in the path of this login"
fi
for tool in bash flock sha256sum java tar timeout setsid; do
  has $tool || say missing.$tool yes
done
if [ "$(id -u 2> /dev/null)" = 0 ]; then
  say sudo "not needed: root"
elif ! has sudo; then
  lacks sudo "sudo is not installed"
elif quick sudo -n true > /dev/null 2>&1 < /dev/null; then
  say sudo yes
else
  say sudo no
fi
tell clock "$(date -u +%Y-%m-%dT%H:%M:%SZ 2> /dev/null | plain)" "date does not tell it"
synchronised=
if has timedatectl; then
  synchronised=$(quick timedatectl show -p NTPSynchronized --value 2> /dev/null < /dev/null | plain)
  [ -n "$synchronised" ] || synchronised=$(quick timedatectl status 2> /dev/null < /dev/null | sed -n 's/.*synchronized: *\([a-z]*\).*/\1/p' | head -n 1)
elif [ -e "$R/run/systemd/timesync/synchronized" ]; then
  synchronised=yes
fi
tell clock.synchronised "$synchronised" "nobody says whether the clock is kept"
