package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RequiredBoards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackReadingTest {
  private static final String GOOD =
      """
      rack: bay-4
      kinds:
        nx:
          backend: onnxruntime
          units: any
          jre: jre.tar.gz
          expect: { clocks: locked, max-start-temperature: 60 C }
        cpu: { backend: onnxruntime }
      jumps:
        inner: { host: inner.lab, port: 2222, user: rack, key: keys/inner, jump: outer }
        outer: { host: outer.lab, user: door, known-hosts: hosts }
      boards:
        - { name: nx-1, kind: nx, ssh: { host: 10.0.0.7, user: nv, key: k, certificate: c, jump: inner }, power-cycle: ./pdu.sh 7 }
        - { name: nx-2, kind: nx, ssh: { host: 10.0.0.8, user: nv } }
        - { name: here, kind: cpu, embedded: true }
      """;
  private static final String JUMPS =
      GOOD.substring(GOOD.indexOf("jumps:"), GOOD.indexOf("boards:"));

  @TempDir Path folder;

  @BeforeEach
  void a_runtime_lies_beside() throws IOException {
    Files.writeString(folder.resolve("jre.tar.gz"), "java");
  }

  @Test
  void a_rack_is_what_its_file_says() throws Exception {
    Rack rack = read(GOOD);

    assertThat(rack.kind("nx").units()).isEqualTo(RequiredBoards.ANY);
    assertThat(rack.kind("nx").expect().clocks()).hasValue(Expectation.Clocks.LOCKED);
    assertThat(rack.kind("nx").expect().maxStartCelsius()).hasValue(60);
    assertThat(rack.kind("cpu").units()).isEqualTo(RequiredBoards.ALL);
    assertThat(rack.kind("cpu").expect()).isEqualTo(Expectation.NOTHING);
    Board board = rack.board("nx-1");
    assertThat(board.jre()).hasValue(folder.resolve("jre.tar.gz"));
    assertThat(board.powerSwitch()).hasValue(new Board.PowerSwitch("./pdu.sh 7", folder));
    assertThat(rack.board("nx-2").jre()).as("of the whole kind").isPresent();
    assertThat(rack.board("here").jre()).isEmpty();
  }

  @Test
  void a_jump_that_is_described_has_a_user_key_and_jump_of_its_own() throws Exception {
    Board.Ssh ssh = (Board.Ssh) read(GOOD).board("nx-1").address();

    assertThat(ssh.certificate()).hasValue(folder.resolve("c"));
    Board.Ssh inner = ssh.jump().orElseThrow();
    assertThat(inner.host() + ":" + inner.port() + " " + inner.user())
        .isEqualTo("inner.lab:2222 rack");
    assertThat(inner.key()).hasValue(folder.resolve("keys/inner"));
    Board.Ssh outer = inner.jump().orElseThrow();
    assertThat(outer.host() + ":" + outer.port() + " " + outer.user())
        .isEqualTo("outer.lab:22 door");
    assertThat(outer.key()).isEmpty();
    assertThat(outer.knownHosts()).hasValue(folder.resolve("hosts"));
    assertThat(outer.jump()).isEmpty();
  }

  @Test
  void a_plain_jump_takes_what_its_board_takes() throws Exception {
    String plain = GOOD.replace(JUMPS, "");
    Board.Ssh same = jump(plain.replace("jump: inner", "jump: bastion.lab"));
    assertThat(same.host() + ":" + same.port() + " " + same.user()).isEqualTo("bastion.lab:22 nv");
    assertThat(same.key()).hasValue(folder.resolve("k"));
    assertThat(same.certificate()).hasValue(folder.resolve("c"));
    Board.Ssh other = jump(plain.replace("jump: inner", "jump: 'door@[fd00::7]:2200'"));
    assertThat(other.host() + " " + other.port() + " " + other.user())
        .isEqualTo("fd00::7 2200 door");
  }

  private Board.Ssh jump(String text) throws Exception {
    return ((Board.Ssh) read(text).board("nx-1").address()).jump().orElseThrow();
  }

  @Test
  void jumps_that_lead_nowhere_are_told_with_their_lines() throws Exception {
    assertThat(told(GOOD.replace("jump: inner", "jump: iner")))
        .containsExactly("13: 'iner' is not one of the jumps of this file. Did you mean 'inner'?");
    assertThat(told(GOOD.replace("user: door", "user: door, jump: inner")))
        .containsExactly("10: the jumps go in a circle: inner -> outer -> inner");
    assertThat(told(GOOD.replace("user: door", "user: door, jump: outer")))
        .containsExactly("11: the jumps go in a circle: outer -> outer");
    String plain = GOOD.replace(JUMPS, "");
    for (String bad : List.of("a:b:c", "a:0", "a:70000", "@host", "u@-oProxyCommand", "a:", "u@")) {
      assertThat(told(plain.replace("jump: inner", "jump: '" + bad + "'")))
          .containsExactly("10: '" + bad + "' is not a host to go through");
    }
  }

  @Test
  void more_units_than_there_are_boards_are_refused() throws Exception {
    assertThat(told(GOOD.replace("units: any", "units: 3")))
        .containsExactly("5: kind 'nx' has 2 boards, and 3 must be measured");
    assertThat(told(GOOD.replace("units: any", "units: 2"))).isEmpty();
  }

  @Test
  void a_runtime_that_is_not_there_is_told_before_a_board_is_asked_for_it() throws Exception {
    assertThat(told(GOOD.replace("jre.tar.gz", "jdk.tar.gz")))
        .singleElement()
        .asString()
        .startsWith("6: there is no such file: ")
        .endsWith("jdk.tar.gz");
    assertThat(told(GOOD.replace("jre.tar.gz", "."))).hasSize(1);
    assertThat(told(GOOD.replace("jre.tar.gz", "\"j\\0re\"")))
        .anyMatch(problem -> problem.startsWith("6: "));
  }

  @Test
  void one_address_behind_two_jumps_is_two_boards() throws Exception {
    String alike = GOOD.replace("10.0.0.8", "10.0.0.7");
    assertThat(told(alike)).isEmpty();
    assertThat(told(alike.replace("user: nv }", "user: nv, jump: inner }")))
        .containsExactly("14: boards 'nx-1' and 'nx-2' have one address, 10.0.0.7:22");
  }

  private Rack read(String text) throws IOException, RefusedException {
    return RackReading.read(Files.writeString(folder.resolve("rack.yaml"), text));
  }

  /** As line and words; what to do only where it suggests something. */
  private List<String> told(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("rack.yaml"), text);
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> RackReading.read(file));
    return refused == null
        ? List.of()
        : refused.problems().stream()
            .map(
                problem ->
                    problem.line().orElse(0)
                        + ": "
                        + problem.what()
                        + (problem.remedy().startsWith("Did you") ? ". " + problem.remedy() : ""))
            .toList();
  }
}
