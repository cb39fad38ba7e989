package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawFileTest {
  @ParameterizedTest
  @CsvSource({
    "boxes, boxes.output.1.8400.4.fp32.raw",
    "/head/cls:0, _head_cls_0.output.1.80.fp16.raw",
    "a.b-c, a.b-c.output.3.int64.raw",
    "grün, gr__n.output..bool.raw",
  })
  void the_pattern_finds_the_file(String name, String file) {
    assertThat(matches(name, file)).isTrue();
    assertThat(matches(name, "other.output.1.fp32.raw")).isFalse();
  }

  @Test
  void a_long_name_is_found_whole_and_with_its_middle_left_out() {
    String name = "/backbone/" + "stage.".repeat(30) + "out";
    String whole = name.replace('/', '_') + ".output.1.3.fp32.raw";
    String cut = whole.substring(0, 73) + "..." + whole.substring(whole.length() - 73);
    assertThat(matches(name, whole)).isTrue();
    assertThat(matches(name, cut)).isTrue();
  }

  @Test
  void a_file_tells_its_type_and_shape() throws IOException {
    assertThat(RawFile.parse("a.output.1.output.1.8400.4.fp32.raw"))
        .contains(
            new RawFile(
                "a.output.1.output.1.8400.4.fp32.raw", ElementType.FLOAT32, List.of(1, 8400, 4)));
    assertThat(RawFile.parse("s.output..fp16.raw"))
        .contains(new RawFile("s.output..fp16.raw", ElementType.FLOAT16, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "x.raw",
        "x.input.1.fp32.raw",
        ".output.1.fp32.raw",
        "x.output.1.fp32.raw.tmp",
        "x.output.99999999999.fp32.raw",
        "x.output.-1.fp32.raw"
      })
  void another_file_is_no_output(String file) throws IOException {
    assertThat(RawFile.parse(file)).isEmpty();
  }

  @Test
  void a_number_format_that_cannot_be_read_is_told() {
    assertThatThrownBy(() -> RawFile.parse("x.output.1.fp8.raw"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fp8");
  }

  @ParameterizedTest
  @CsvSource({"a/b, a:b", "a.b, a_b", "a/b, axb", "x, x.output.1", "é, ab"})
  void names_that_one_pattern_finds_clash(String one, String other) {
    assertThat(RawFile.clash(List.of(one, "fine", other)))
        .hasValueSatisfying(words -> assertThat(words).contains(one).contains(other));
  }

  @Test
  void long_names_with_one_beginning_clash() {
    assertThat(RawFile.clash(List.of("n".repeat(80) + "1", "n".repeat(80) + "2")))
        .hasValueSatisfying(words -> assertThat(words).contains("rename"));
    assertThat(RawFile.clash(List.of("boxes", "scores", "boxes2"))).isEmpty();
  }

  private static boolean matches(String name, String file) {
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + RawFile.glob(name))
        .matches(Path.of(file));
  }
}
