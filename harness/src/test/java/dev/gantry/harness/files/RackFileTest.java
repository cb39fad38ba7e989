package dev.gantry.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.ReadResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class RackFileTest {
  private static final String GOOD =
      """
      rack: bay-4
      kinds:
        orin-nx: { backend: trtexec, expect: { jetpack: 6.20, power-mode: MAXN_SUPER, clocks: locked } }
        cpu: { backend: onnxruntime, threads: 2 }
      boards:
        - { name: orin-1, kind: orin-nx, ssh: { host: orin-1.lab, user: gantry, key: ~/.ssh/rack }, power-cycle: ./pdu.sh 7 }
        - { name: bench-1, kind: cpu, embedded: true }
      """;

  @TempDir Path folder;

  private ReadResult<RackFile> read(String part, String replacement) {
    return RackFile.read(new Slip(GOOD, part, replacement).in(folder));
  }

  @Test
  void a_rack_file_is_read_into_values() throws RefusedException {
    RackFile file = read("rack:", "rack:").orRefuse();
    RackFile.KindEntry orin = file.kinds().get("orin-nx");
    RackFile.SshEntry ssh = file.boards().get(0).ssh().orElseThrow();

    assertThat(orin.backend()).isEqualTo(Backend.TRTEXEC);
    assertThat(orin.expect().flatMap(ExpectedStateEntry::jetpack))
        .as("6.20 is a release, not a number")
        .hasValue("6.20");
    assertThat(orin.expect().flatMap(ExpectedStateEntry::clocks))
        .hasValue(Expectation.Clocks.LOCKED);
    assertThat(file.kinds().get("cpu").threads()).hasValue(2);
    assertThat(ssh.port()).isEmpty();
    assertThat(ssh.key()).hasValue(Path.of("~/.ssh/rack"));
    assertThat(file.boards().get(0).powerCycle()).hasValue("./pdu.sh 7");
    assertThat(file.boards().get(1).embedded()).hasValue(true);
  }

  @Test
  void every_part_of_an_expectation_is_read() throws RefusedException {
    ExpectedStateEntry entry =
        read(
                "clocks: locked",
                "clocks: free, fan: 29 %, max-start-temperature: 60.5 C, alone: true")
            .orRefuse()
            .kinds()
            .get("orin-nx")
            .expect()
            .orElseThrow();

    assertThat(entry.expectation())
        .isEqualTo(
            new Expectation(
                Optional.of("6.20"),
                Optional.of("MAXN_SUPER"),
                Optional.of(Expectation.Clocks.FREE),
                Optional.of(new Expectation.Fan(29)),
                OptionalDouble.of(60.5),
                true));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"all, 7", "any, 1", "3, 3"})
  void units_are_written_as_a_word_or_a_number(String written, int ofSeven)
      throws RefusedException {
    RackFile file = read("threads: 2", "threads: 2, units: " + written).orRefuse();
    assertThat(file.kinds().get("cpu").units().orElseThrow().among(7)).isEqualTo(ofSeven);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvFileSource(
      resources = "rack-slips.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000)
  void a_slip_is_told_with_its_line_and_the_cure(String part, String replacement, String told) {
    ReadResult<RackFile> read = read(part, replacement);

    assertThat(Slip.told(read)).containsExactly(told);
  }

  @Test
  void a_misspelt_list_of_kinds_does_not_make_every_board_a_stray() {
    assertThat(Slip.told(read("kinds:", "kindz:")))
        .containsExactly("2: the key 'kindz' is not known in the file. Did you mean 'kinds'?");
  }

  @Test
  void a_stray_board_is_told_even_if_the_file_has_other_slips() {
    String worse = GOOD.replace("threads: 2", "threads: two").replace("kind: cpu", "kind: gpu");

    assertThat(Slip.told(RackFile.read(new Slip(worse, "", "").in(folder))))
        .containsExactly(
            "4: 'two' in kinds.cpu.threads is not a whole number. Write it like 4",
            "7: 'gpu' in boards[1].kind is not a kind of this rack. Did you mean 'cpu'?");
  }
}
