package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrtexecVersionTest {
  @ParameterizedTest
  @CsvSource({
    "8.5.2-1+cuda11.4, 8.5.2",
    "10.3.0.30-1+cuda12.5, 10.3.0",
    "10.13.3, 10.13.3",
    "11.4, 11.4.0"
  })
  void packages_tell_their_version(String text, String version) {
    assertThat(TrtexecVersion.parse(text)).map(TrtexecVersion::toString).contains(version);
  }

  @ParameterizedTest
  @CsvSource({
    "&&&& RUNNING TensorRT.trtexec [TensorRT v8502] # trtexec --help, 8.5.2",
    "&&&& RUNNING TensorRT.trtexec [TensorRT v8601], 8.6.1",
    "&&&& RUNNING TensorRT.trtexec [TensorRT v100300] # x, 10.3.0",
    "[v101303], 10.13.3",
    "&&&& RUNNING TensorRT.trtexec [TensorRT v110401] [b12] # x, 11.4.1",
  })
  void banners_pack_their_digits_differently(String line, String version) {
    assertThat(TrtexecVersion.banner(line)).map(TrtexecVersion::toString).contains(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "8", "v8", "...", "-1.2.3", "0.0.0", "999999999999.1"})
  void odd_text_is_no_version(String text) {
    assertThat(TrtexecVersion.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[TensorRT v85]", "[TensorRT v85021]", "[TensorRT v1003000]", "[v....]"})
  void an_odd_banner_is_no_version(String line) {
    assertThat(TrtexecVersion.banner(line)).isEmpty();
  }

  @Test
  void ten_comes_after_nine() {
    assertThat(new TrtexecVersion(10, 13, 0))
        .isGreaterThan(new TrtexecVersion(10, 3, 9))
        .isGreaterThan(new TrtexecVersion(8, 6, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "5.1, 8.5.2",
    "5.1.6, 8.5.2",
    "6.0, 8.6.2",
    "6.1, 10.3.0",
    "6.2, 10.3.0",
    "6.2.2, 10.3.0",
    "7.0, 10.13.0",
    "7.1, 10.13.3",
    "7.2, 10.16.2",
    "7.2.2, 11.4.1"
  })
  void a_jetpack_brings_its_version(String jetpack, String version) {
    assertThat(JetPacks.tensorrt(jetpack)).map(TrtexecVersion::toString).contains(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4.6", "5.0", "6.3", "7.2.1", "8", "6.2-rc"})
  void an_unknown_jetpack_brings_none(String jetpack) {
    assertThat(JetPacks.tensorrt(jetpack)).isEmpty();
  }
}
