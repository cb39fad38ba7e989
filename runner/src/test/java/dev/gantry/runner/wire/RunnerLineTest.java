package dev.gantry.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunnerLineTest {
  private static final Digest DIGEST = Digest.of(new byte[0]);

  @Test
  void what_is_written_is_read_again() {
    for (RunnerLine line :
        List.of(
            new RunnerLine.Step(3, 10, "timed"),
            new RunnerLine.Step(0, 0, "two words"),
            new RunnerLine.Fact("load.ns", "12"),
            new RunnerLine.Fact("system", "Debian GNU/Linux 12 (bookworm)"),
            new RunnerLine.Wrote("times.ns", DIGEST, new ByteCount(8)),
            new RunnerLine.GaveUp(Blame.TOOLCHAIN, "ONNX Runtime 1: end ok"),
            new RunnerLine.End())) {
      assertThat(line.write()).doesNotContain("\n");
      assertThat(RunnerLine.read(line.write())).contains(line);
    }
    for (Blame blame : Blame.values()) {
      RunnerLine line = new RunnerLine.GaveUp(blame, "why");
      assertThat(RunnerLine.read(line.write())).contains(line);
    }
  }

  @Test
  void a_message_of_many_lines_stays_one_line_and_cannot_end_the_run() {
    RunnerLine.GaveUp line = new RunnerLine.GaveUp(Blame.RACK, " a\r\nend ok\n\tb ");
    assertThat(line.write()).isEqualTo("trouble RACK a end ok b");
    assertThat(new RunnerLine.GaveUp(Blame.RACK, " \n ").write()).isEqualTo("trouble RACK -");
    assertThat(new RunnerLine.Fact("k", "x".repeat(5_000)).write()).hasSizeLessThan(2_100);
  }

  @Test
  void lines_of_others_are_nobodys_words() {
    for (String line :
        List.of(
            "",
            " ",
            "end",
            "end ",
            "end ok ",
            " end ok",
            "END ok",
            "ending",
            "step",
            "step 1",
            "step 1 2",
            "step a 2 x",
            "step 99999999999999999999 1 x",
            "fact",
            "fact k",
            "file",
            "file x",
            "file x sha256:00 3",
            "file x " + DIGEST + " -3",
            "file x " + DIGEST + " 3 4",
            "file x y " + DIGEST + " 3",
            "trouble",
            "trouble RACK",
            "trouble NOBODY x",
            "WARNING: sun.misc.Unsafe is old",
            "\u0000")) {
      assertThat(RunnerLine.read(line)).as("'%s'", line).isEmpty();
    }
  }

  @Test
  void whatever_a_board_prints_reading_never_fails() {
    long seed = 7_203;
    Random random = new Random(seed);
    List<String> words =
        List.of(
            "step",
            "fact",
            "file",
            "trouble",
            "end",
            "ok",
            " ",
            "  ",
            "1",
            "-1",
            "9".repeat(30),
            "RACK",
            DIGEST.toString(),
            "sha256:",
            "\t",
            "\u2028",
            "x");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int count = random.nextInt(8); count > 0; count--) {
        line.append(words.get(random.nextInt(words.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      assertThat(RunnerLine.read(line.toString()))
          .as("seed %d, round %d: %s", seed, round, line)
          .satisfies(
              read -> {
                if (read.isPresent() && read.get() instanceof RunnerLine.End) {
                  assertThat(line.toString()).isEqualTo("end ok");
                }
              });
    }
  }
}
