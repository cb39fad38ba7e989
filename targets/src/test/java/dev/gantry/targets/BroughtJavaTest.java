package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A board without Java, behind a real sshd: everything else is on its path. */
@Timeout(240)
class BroughtJavaTest extends VisitBench {
  private static Path archive;

  @BeforeAll
  static void pack() throws Exception {
    Sshd.requireHere();
    Path home = Path.of(System.getProperty("java.home"));
    assumeTrue(
        Files.isExecutable(home.resolve("bin/jlink")) && Files.isDirectory(home.resolve("jmods")),
        "SKIPPED: nothing is said about a Java that is brought, this one has no jlink");
    Path made = Files.createTempDirectory(folder, "made");
    call(
        home.resolve("bin/jlink").toString(),
        "--add-modules",
        "java.base,java.logging,java.management,jdk.unsupported,jdk.management",
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        made.resolve("jre-17").toString());
    archive = folder.resolve("jre-17.tar.gz");
    call("tar", "-czf", archive.toString(), "-C", made.toString(), "jre-17");
  }

  /** Here, for each link that is left to the folder's own end is warned of. */
  @AfterAll
  static void sweep() throws IOException {
    Path tools = folder.resolve("tools");
    if (Files.exists(tools)) {
      try (Stream<Path> links = Files.list(tools)) {
        for (Path link : links.toList()) {
          Files.delete(link);
        }
      }
    }
  }

  private static void call(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0)
        .as(String.join(" ", words))
        .isTrue();
  }

  @Override
  BoardServer start(Path folder) throws Exception {
    Path tools = folder.resolve("tools");
    if (Files.notExists(tools)) {
      Files.createDirectories(tools);
      for (String from : new String[] {"/usr/bin", "/bin"}) {
        try (Stream<Path> all = Files.list(Path.of(from))) {
          for (Path tool : all.filter(BroughtJavaTest::isNoJava).toList()) {
            Path link = tools.resolve(tool.getFileName());
            if (Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
              Files.createSymbolicLink(link, tool);
            }
          }
        }
      }
    }
    // Another SetEnv line would not count: sshd takes the first.
    return Sshd.start(folder, "SetEnv HOME=" + folder.resolve("home") + " PATH=" + tools);
  }

  private static boolean isNoJava(Path tool) {
    return !tool.getFileName().toString().startsWith("java");
  }

  private BoardVisit visit(Optional<Path> jre) throws Exception {
    return BoardVisit.begin(new BoardAccess(board.destination(), jre), KIT, options("tests"));
  }

  @Test
  void a_board_without_java_and_without_an_archive_says_what_to_do() {
    Trouble told = trouble(() -> visit(Optional.empty()).close());
    assertThat(told.what()).startsWith("the board has no Java 17");
    assertThat(told.remedy())
        .contains("jre:")
        .contains(System.getProperty("os.arch").equals("amd64") ? "x86_64" : "");
  }

  @Test
  void an_archive_travels_once_is_unpacked_once_and_runs_the_runner() throws Exception {
    try (BoardVisit visit = visit(Optional.of(archive))) {
      bring(visit);
      assertThat(visit.kitPushed()).isGreaterThan(new ByteCount(Files.size(archive)));
      assertThat(visit.run("brought", run(10), EXPECTED, line -> {}).files()).isNotEmpty();
    }
    try (BoardVisit visit = visit(Optional.of(archive))) {
      assertThat(visit.kitPushed()).isEqualTo(ByteCount.ZERO);
    }
  }

  @Test
  void an_archive_that_is_none_is_refused_by_name() throws Exception {
    Path text = Files.writeString(folder.resolve("jre.txt"), "not an archive, whatever its name");
    assertThat(trouble(() -> visit(Optional.of(text)).close()).what())
        .isEqualTo("the Java archive jre.txt is no .tar.gz archive");
    assertThat(trouble(() -> visit(Optional.of(folder.resolve("none"))).close()).what())
        .isEqualTo("the Java archive none is not there");
  }
}
