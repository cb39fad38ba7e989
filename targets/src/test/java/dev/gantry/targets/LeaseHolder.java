package dev.gantry.targets;

import dev.gantry.dossier.Board;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A harness of its own that holds a lease, to be killed or stopped from outside. */
final class LeaseHolder implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private LeaseHolder(Process process) {
    this.process = process;
    this.said = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
  }

  static LeaseHolder start(Sshd board) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            LeaseHolder.class.getName(),
            String.valueOf(board.port()),
            Sshd.user(),
            board.clientKey().toString(),
            board.knownHosts().toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    LeaseHolder holder = new LeaseHolder(process);
    String first = holder.said.readLine();
    if (!"held".equals(first)) {
      holder.close();
      throw new IllegalStateException("the holder says " + first);
    }
    return holder;
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Lets it try a command under its lease, and gives back how that went. */
  String command() throws Exception {
    process.outputWriter().write("go\n");
    process.outputWriter().flush();
    return String.valueOf(said.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Await.until("its end", Duration.ofSeconds(10), () -> !process.isAlive());
  }

  /** The holder itself: takes the lease, then tries a command for every line that it reads. */
  public static void main(String[] words) throws Exception {
    Board.Ssh address =
        new Board.Ssh(
            "127.0.0.1",
            Integer.parseInt(words[0]),
            words[1],
            Optional.of(Path.of(words[2])),
            Optional.empty(),
            Optional.of(Path.of(words[3])),
            Optional.empty());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (SshLink link = SshLink.open(SshDestination.of("bench-3", address));
        Lease lease = Lease.take(link, "the holder", Duration.ZERO, () -> false)) {
      System.out.println("held");
      while (orders.readLine() != null) {
        try {
          lease.fenced(link).run("echo x >> \"$HOME/written\"", Duration.ofSeconds(20));
          System.out.println("done");
        } catch (dev.gantry.dossier.RigException e) {
          System.out.println(e.trouble().what());
        }
      }
    }
  }
}
