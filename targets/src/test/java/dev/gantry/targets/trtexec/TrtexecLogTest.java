package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.ByteCount;
import dev.gantry.targets.trtexec.TrtexecFailure.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrtexecLogTest {
  @Test
  void a_build_that_passed_is_told_with_what_it_took() throws IOException {
    TrtexecLog log = TrtexecLog.read(Sample.text("build-8.5.log"));
    assertThat(log.passed()).isTrue();
    assertThat(log.failure()).isEmpty();
    assertThat(log.version()).contains(new TrtexecVersion(8, 5, 2));
    assertThat(log.built()).contains(Duration.ofMillis(114_250));
    assertThat(log.loaded()).contains(Duration.ofNanos(12_300_000));
    assertThat(log.peakGpu()).contains(new ByteCount(1140L << 20));
    assertThat(log.warnings()).singleElement().asString().contains("short of memory 2 times");
  }

  @Test
  void a_run_that_passed_is_told_with_the_memory_that_it_held() throws IOException {
    TrtexecLog log = TrtexecLog.read(Sample.text("time-10.3.log"));
    assertThat(log.passed()).isTrue();
    assertThat(log.heldGpu()).contains(new ByteCount(101L << 20));
    assertThat(log.warnings()).singleElement().asString().contains("unstable");
  }

  @Test
  void the_newest_banner_has_a_build_number_too() throws IOException {
    TrtexecLog log = TrtexecLog.read(Sample.text("build-11.4.log"));
    assertThat(log.passed()).isTrue();
    assertThat(log.version()).contains(new TrtexecVersion(11, 4, 1));
  }

  @Test
  void memory_that_ran_out_is_told() throws IOException {
    TrtexecFailure failure = failure(Sample.text("out-of-memory-10.3.log"));
    assertThat(failure.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(failure.words()).contains("memory ran out").contains("defaultAllocator");
  }

  @Test
  void an_operator_that_is_not_supported_is_told_with_its_node() throws IOException {
    TrtexecFailure failure = failure(Sample.text("operator-8.5.log"));
    assertThat(failure.cause()).isEqualTo(Cause.UNSUPPORTED_OPERATOR);
    assertThat(failure.operator()).contains("DeformConv");
    assertThat(failure.node()).contains("/neck/deform_out");
  }

  @Test
  void passed_is_not_believed_of_an_engine_that_was_not_loaded() throws IOException {
    TrtexecLog log = TrtexecLog.read(Sample.text("false-pass-10.13.log"));
    assertThat(log.passed()).isFalse();
    assertThat(log.failure()).map(TrtexecFailure::cause).contains(Cause.VERSION_MISMATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNKNOWN_OPTION|[E] Unknown option: --exportLayerInfo l.json",
        "VERSION_MISMATCH|[E] 6: The engine plan file is not compatible with this version of TensorRT, expecting library version 8.2.3 got 8.2.1, please rebuild.",
        "VERSION_MISMATCH|[E] 1: [stdArchiveReader.cpp::StdArchiveReader::35] Error Code 1: Serialization (Serialization assertion safeVersionRead == safeSerializationVersion failed.Version tag does not match. Note: Current Version: 0, Serialized Engine Version: 43)",
        "OTHER_GPU|[E] 6: The engine plan file is generated on an incompatible device, expecting compute 8.0 got compute 8.9, please rebuild.",
        "CORRUPTED_ENGINE|[E] 1: [stdArchiveReader.cpp::StdArchiveReader::32] Error Code 1: Serialization (Serialization assertion magicTagRead == kMAGIC_TAG failed.Magic tag does not match)",
        "CORRUPTED_ENGINE|[E] 1: [runtime.cpp::parsePlan::314] Error Code 1: Serialization (Serialization assertion plan->header.magicTag == rt::kPLAN_MAGIC_TAG failed.)",
        "DYNAMIC_SHAPE|[E] 4: [network.cpp::validate::2684] Error Code 4: Internal Error (Network has dynamic or shape inputs, but no optimization profile has been defined.)",
        "OUT_OF_MEMORY|[E] 2: [virtualMemoryBuffer.cpp::resizePhysical::154] Error Code 2: OutOfMemory (Requested size was 16581132288 bytes.)",
        "MISSING_FILE|[E] Error opening engine file: e.engine",
        "NO_GPU|[W] [TRT] CUDA initialization failure with error: 35. Please check your CUDA installation",
        "OTHER|[E] Error Code 4: Internal Error (something new)",
      })
  void what_it_says_is_understood(Cause cause, String line) {
    String text =
        "&&&& RUNNING TensorRT.trtexec [TensorRT v100300] # t\n[11/22/2026-13:40:08] "
            + line
            + "\n[11/22/2026-13:40:08] [E] Engine set up failed\n"
            + "&&&& FAILED TensorRT.trtexec [TensorRT v100300] # t\n";
    assertThat(failure(text).cause()).isEqualTo(cause);
  }

  @Test
  void ways_skipped_for_want_of_memory_explain_a_node_without_any() {
    String node =
        """
        [E] Error[10]: Internal Error (Could not find any implementation for node /a/Conv.)
        &&&& FAILED TensorRT.trtexec [TensorRT v100300] # t
        """;
    assertThat(failure(node).cause()).isEqualTo(Cause.UNSUPPORTED_OPERATOR);
    assertThat(failure(node).node()).contains("/a/Conv");
    String before = "[W] [TRT] Skipping tactic 3 due to insufficient memory on requested size\n";
    assertThat(failure(before + node).cause()).isEqualTo(Cause.OUT_OF_MEMORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"build-8.5.log", "time-10.3.log", "build-11.4.log"})
  void a_log_that_was_cut_has_never_passed(String name) throws IOException {
    String text = Sample.text(name);
    for (int length = 0; length < text.length(); length++) {
      TrtexecLog log = TrtexecLog.read(text.substring(0, length));
      assertThat(log.passed()).as("cut at %s", length).isFalse();
      assertThat(log.failure()).map(TrtexecFailure::cause).contains(Cause.CUT);
    }
  }

  @Test
  void a_spoilt_log_throws_nothing() throws IOException {
    long seed = 20261129;
    Random random = new Random(seed);
    byte[] good = Sample.bytes("build-8.5.log");
    for (int round = 0; round < 5_000; round++) {
      byte[] spoilt = Sample.spoilt(good, random);
      TrtexecLog log = TrtexecLog.read(new String(spoilt, StandardCharsets.UTF_8));
      assertThat(log.passed()).as("seed %s", seed).isEqualTo(log.failure().isEmpty());
    }
  }

  private static TrtexecFailure failure(String text) {
    return TrtexecLog.read(text).failure().orElseThrow();
  }
}
