package dev.gantry.harness.lab;

import dev.gantry.harness.lab.Fault.Act;
import dev.gantry.harness.lab.Fault.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every fault of the table. */
final class Faults {
  private static final int PASSED = 0;
  private static final int INCONCLUSIVE = 2;
  private static final int KILLED = 137;
  private static final Act NOTHING = scene -> {};
  private static final Act SLOW = scene -> scene.board().slow("24mbit");

  private final List<Fault> all = new ArrayList<>();

  static List<Fault> all() throws IOException {
    Faults faults = new Faults();
    faults.links();
    faults.sessions();
    faults.runners();
    faults.stores();
    faults.boards();
    faults.destinations();
    faults.harnesses();
    return List.copyOf(faults.all);
  }

  private void links() {
    Act unplug = scene -> scene.board().unplug();
    add("link down for good", Moment.PUSH, SLOW, unplug, INCONCLUSIVE, "lost");
    add("link down for good", Moment.RUN, NOTHING, unplug, INCONCLUSIVE, "lost");
    add("link down for good", Moment.FETCH, NOTHING, unplug, INCONCLUSIVE, "lost");
    add("link down for 8 s", Moment.PUSH, SLOW, cut(8), PASSED, "");
    add("link down for 8 s", Moment.RUN, NOTHING, cut(8), PASSED, "lost");
    add("link down for 20 s", Moment.RUN, NOTHING, cut(20), PASSED, "lost");
    add("link down for 8 s", Moment.FETCH, NOTHING, cut(8), PASSED, "lost");
    add(
        "slow link, 8 Mbit/s",
        Moment.BEFORE,
        scene -> scene.board().slow("8mbit"),
        NOTHING,
        PASSED,
        "push .* at ");
  }

  private void sessions() {
    Act kill = scene -> scene.board().signal("KILL", "sshd: root");
    add("sshd session killed", Moment.PUSH, SLOW, kill, PASSED, "lost");
    add("sshd session killed", Moment.RUN, NOTHING, kill, PASSED, "lost");
    Act freeze = scene -> scene.board().signal("STOP", "sshd: root");
    add("sshd session frozen", Moment.PUSH, SLOW, freeze, PASSED, "lost");
    add("sshd session frozen", Moment.RUN, NOTHING, freeze, PASSED, "lost");
  }

  private void runners() {
    Act kill = scene -> scene.board().signal("KILL", "RunnerMain run");
    add("runner killed by signal 9", Moment.RUN, NOTHING, kill, INCONCLUSIVE, "killed by signal 9");
    Act freeze =
        scene -> {
          scene.awaitWords("jobs/*soak*/log");
          scene.board().signal("STOP", "RunnerMain run");
        };
    add("runner frozen", Moment.RUN, NOTHING, freeze, INCONCLUSIVE, "frozen");
    Act starve = scene -> scene.board().memory("70m");
    add("out of memory", Moment.BEFORE, starve, NOTHING, INCONCLUSIVE, "killed by signal|memory");
    Act mute = scene -> scene.board().memory("4m");
    add("hardly any memory", Moment.BEFORE, mute, NOTHING, INCONCLUSIVE, "memory|killed|lost");
  }

  private void stores() {
    Act small =
        scene -> {
          scene.board().powerOff();
          Files.writeString(scene.board().folder().resolve("disk"), "20m");
          scene.board().powerOn();
        };
    add("disk full", Moment.BEFORE, small, NOTHING, INCONCLUSIVE, "free");
    Act fill =
        scene -> {
          scene.board().powerOff();
          Files.writeString(scene.board().folder().resolve("disk"), "150m");
          scene.board().powerOn();
        };
    Act full =
        scene ->
            scene
                .board()
                .enter(
                    "sh",
                    "-c",
                    "head -c 200000000 /dev/zero > "
                        + scene.board().folder()
                        + "/home/filler || true");
    add("disk full", Moment.RUN, fill, full, INCONCLUSIVE, "space|disk");
    add("corrupted file in the store", Moment.BEFORE, Faults::corrupt, NOTHING, PASSED, "push");
  }

  private void boards() throws IOException {
    Act reboot =
        scene -> {
          scene.board().powerOff();
          scene.last(Duration.ofSeconds(3));
          scene.board().powerOn();
        };
    add("board rebooted", Moment.PUSH, SLOW, reboot, INCONCLUSIVE, "rebooted");
    add("board rebooted", Moment.RUN, NOTHING, reboot, INCONCLUSIVE, "rebooted");
    add(
        "board switched off",
        Moment.RUN,
        NOTHING,
        scene -> scene.board().powerOff(),
        INCONCLUSIVE,
        "lost");
    add(
        "board off from the start",
        Moment.BEFORE,
        scene -> scene.board().powerOff(),
        NOTHING,
        INCONCLUSIVE,
        "no connection|lost");
    Act noise =
        scene ->
            Files.writeString(
                scene.board().home().resolve(".bashrc"), "echo Welcome to board; echo LOCKED\n");
    clocks();
    add("login shell that talks", Moment.BEFORE, noise, NOTHING, PASSED, "");
  }

  /** Where there is a library that tells programs another time. */
  private void clocks() throws IOException {
    Optional<Path> library = FakeClock.library();
    if (library.isEmpty()) {
      System.err.println("SKIPPED, no clock jumps: libfaketime is not installed");
      return;
    }
    FakeClock clock = new FakeClock(library.get());
    add(
        "clock jumps by an hour",
        Moment.RUN,
        clock::fit,
        clock::jump,
        INCONCLUSIVE,
        "clock jumped");
  }

  private void destinations() {
    Act change =
        scene -> {
          Path known = scene.folder().resolve("known_hosts");
          List<String> lines =
              Files.readAllLines(scene.board().lab().folder().resolve("known_hosts"));
          String mine = lines.get(scene.board().number() - 1);
          String other = lines.get(scene.board().number() % lines.size());
          Files.writeString(known, mine.split(" ", 2)[0] + " " + other.split(" ", 2)[1] + "\n");
          rewrite(scene, scene.board().lab().folder().resolve("known_hosts"), known);
        };
    add("host key changed", Moment.BEFORE, change, NOTHING, INCONCLUSIVE, "host key");
    Act stranger =
        scene ->
            rewrite(
                scene,
                scene.board().lab().folder().resolve("client"),
                scene.board().folder().resolve("host"));
    add(
        "our key refused",
        Moment.BEFORE,
        stranger,
        NOTHING,
        INCONCLUSIVE,
        "does not accept our key");
  }

  private void harnesses() {
    Act kill =
        scene -> {
          scene.run().signal("KILL");
          scene.run().ends(Duration.ofSeconds(10));
        };
    Act resume =
        scene -> {
          kill.on(scene);
          scene.start("--resume");
        };
    add("harness killed, then resumed", Moment.PUSH, SLOW, resume, PASSED, "");
    add("harness killed, then resumed", Moment.RUN, NOTHING, resume, PASSED, "");
    add("harness killed, nobody resumes", Moment.PUSH, SLOW, kill, KILLED, "");
    add("harness killed, nobody resumes", Moment.RUN, NOTHING, kill, KILLED, "");
    Act pause =
        scene -> {
          scene.run().signal("STOP");
          scene.last(Duration.ofSeconds(25));
          scene.run().signal("CONT");
        };
    add("harness paused for 25 s", Moment.PUSH, SLOW, pause, PASSED, "");
    add("harness paused for 25 s", Moment.RUN, NOTHING, pause, PASSED, "");
    Act race =
        scene -> {
          LabRun other = scene.gantry(scene.folder().resolve("out-2"), "--wait", "3 min");
          if (!other.ends(Duration.ofMinutes(4)) || other.code() != PASSED) {
            throw new IOException("the other harness did not pass: " + other.text());
          }
        };
    Act leave =
        scene -> {
          scene.last(Duration.ofSeconds(12));
          scene.letGo();
        };
    add("held at the bench", Moment.BEFORE, Scene::hold, leave, PASSED, "a look at the fan");
    add("two harnesses, one board", Moment.BEFORE, NOTHING, race, PASSED, "");
  }

  private static void rewrite(Scene scene, Path from, Path to) throws IOException {
    Path rack = scene.folder().resolve("rack.yaml");
    String text = Files.readString(rack);
    if (!text.contains(from.toString())) {
      throw new IOException(rack + " does not name " + from);
    }
    Files.writeString(rack, text.replace(from.toString(), to.toString()));
  }

  /** Every file that an earlier run left in the store loses its first bytes, not its size. */
  private static void corrupt(Scene scene) throws IOException {
    LabRun before = scene.gantry(scene.folder().resolve("before"));
    if (!before.ends(Duration.ofMinutes(3)) || before.code() != PASSED) {
      throw new IOException("the run before did not pass: " + before.text());
    }
    List<Path> store = scene.board().found("store/*");
    for (Path file : store) {
      if (Files.isRegularFile(file)) {
        byte[] bytes = "damaged!".getBytes(StandardCharsets.UTF_8);
        file.toFile().setWritable(true);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
          channel.write(java.nio.ByteBuffer.wrap(bytes));
        }
      }
    }
  }

  private static Act cut(int seconds) {
    return scene -> {
      scene.board().unplug();
      scene.last(Duration.ofSeconds(seconds));
      scene.board().plug();
    };
  }

  private void add(String name, Moment moment, Act prepare, Act strike, int verdict, String words) {
    String when =
        moment == Moment.BEFORE
            ? "from the start"
            : "in " + moment.name().toLowerCase(java.util.Locale.ROOT);
    all.add(new Fault(name, when, prepare, moment, strike, verdict, Pattern.compile(words)));
  }
}
