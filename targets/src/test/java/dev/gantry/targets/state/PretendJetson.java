package dev.gantry.targets.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recorded board whose tools do what those of a Jetson do, to files of its own. */
record PretendJetson(Path folder) {
  static final String CPU = "/sys/devices/system/cpu/cpu0/cpufreq/";
  private static final String GPU = "/sys/class/devfreq/17000000.gpu/";

  void record() throws IOException {
    Files.createDirectory(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("files.txt"),
        String.join(
            "\n",
            "/etc/nv_tegra_release:# R36 (release), REVISION: 4.3, GCID: 1, BOARD: generic",
            "/etc/nvpmodel.conf:< POWER_MODEL ID=0 NAME=15W >",
            "/etc/nvpmodel.conf:< POWER_MODEL ID=1 NAME=25W >",
            "/etc/nvpmodel.conf:< POWER_MODEL ID=2 NAME=MAXN_SUPER >",
            "/mode:15W 0",
            CPU + "scaling_min_freq:729600",
            CPU + "scaling_max_freq:1728000",
            GPU + "min_freq:306000000",
            GPU + "max_freq:1020000000",
            "/sys/class/hwmon/hwmon0/name:pwmfan",
            "/sys/class/hwmon/hwmon0/pwm1:60",
            "/sys/class/thermal/thermal_zone0/type:tj-thermal",
            "/sys/class/thermal/thermal_zone0/temp:58250",
            "/proc/stat:cpu  1 1 1 1 1 1 1 1",
            "/proc/uptime:5.00 1.00",
            ""));
    tool("id", "echo 1000");
    tool("sudo", "shift; AS_ROOT=yes; export AS_ROOT; \"$@\"");
    tool(
        "nvpmodel",
        """
        if [ "$1" = -q ]; then
          read -r name number < "$GANTRY_ROOT/mode"
          echo "NV Power Mode: $name"
          echo "$number"
          exit 0
        fi
        [ "${AS_ROOT:-}" = yes ] || { echo 'NVPM ERROR: You must be root'; exit 1; }
        case $2 in
          0) echo '15W 0' > "$GANTRY_ROOT/mode" ;;
          1) echo 'REBOOT required for changing to this power mode: 1'
             read -r answer
             [ "$answer" = no ] || echo rebooted > "$GANTRY_ROOT/rebooted"
             exit 0 ;;
          2) echo 'MAXN_SUPER 2' > "$GANTRY_ROOT/mode" ;;
        esac
        """);
    tool(
        "jetson_clocks",
        """
        [ "${AS_ROOT:-}" = yes ] || { echo 'Error: Run this script as a root user'; exit 1; }
        cpu="$GANTRY_ROOT%s" gpu="$GANTRY_ROOT%s"
        case ${1:-} in
          --store) cat "${cpu}scaling_min_freq" "${gpu}min_freq" > "$2" ;;
          --restore)
            { read -r low; read -r slow; } < "$2"
            echo "$low" > "${cpu}scaling_min_freq"
            echo "$slow" > "${gpu}min_freq" ;;
          *) cat "${cpu}scaling_max_freq" > "${cpu}scaling_min_freq"
             cat "${gpu}max_freq" > "${gpu}min_freq" ;;
        esac
        """
            .formatted(CPU, GPU));
  }

  void tool(String name, String script) throws IOException {
    Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
  }
}
