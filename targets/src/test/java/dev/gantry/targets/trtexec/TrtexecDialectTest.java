package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrtexecDialectTest {
  private static final TrtexecVersion OLDEST = new TrtexecVersion(8, 5, 2);
  private static final TrtexecVersion NEWEST = new TrtexecVersion(11, 4, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V8_5|FP32|--noTF32 --profilingVerbosity=detailed --buildOnly",
        "V8_5|FP16|--fp16 --profilingVerbosity=detailed --buildOnly",
        "V8_5|INT8|--int8 --profilingVerbosity=detailed --buildOnly",
        "V8_5|INT8_FP16|--int8 --fp16 --profilingVerbosity=detailed --buildOnly",
        "V8_6|FP32|--noTF32 --profilingVerbosity=detailed --skipInference",
        "V8_6|FP16|--fp16 --profilingVerbosity=detailed --skipInference",
        "V8_6|INT8|--int8 --profilingVerbosity=detailed --skipInference",
        "V8_6|INT8_FP16|--int8 --fp16 --profilingVerbosity=detailed --skipInference",
        "V10|FP32|--stronglyTyped --noTF32 --profilingVerbosity=detailed --skipInference",
        "V10|FP16|--stronglyTyped --profilingVerbosity=detailed --skipInference",
        "V10|INT8|--stronglyTyped --profilingVerbosity=detailed --skipInference",
        "V10|INT8_FP16|--stronglyTyped --profilingVerbosity=detailed --skipInference",
        "V11|FP32|--noTF32 --profilingVerbosity=detailed --skipInference",
        "V11|FP16|--profilingVerbosity=detailed --skipInference",
        "V11|INT8|--profilingVerbosity=detailed --skipInference",
        "V11|INT8_FP16|--profilingVerbosity=detailed --skipInference",
      })
  void a_build_is_said_in_every_dialect(TrtexecDialect dialect, Precision precision, String rest) {
    assertThat(said(dialect, plain(precision)))
        .isEqualTo("--onnx=v.onnx --saveEngine=e.engine " + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V8_6|--fp16|--skipInference",
        "V10|--stronglyTyped|--skipInference",
        "V11||--skipInference",
      })
  void a_build_with_everything_is_said(TrtexecDialect dialect, String typing, String end) {
    BuildRequest build =
        new BuildRequest(
            "v.onnx",
            "e.engine",
            Precision.FP16,
            Optional.of("t.cache"),
            Optional.of(new ByteCount((512L << 20) + 77)),
            OptionalInt.of(4),
            OptionalInt.empty(),
            Optional.of("l.json"));
    assertThat(said(dialect, build))
        .isEqualTo(
            "--onnx=v.onnx --saveEngine=e.engine "
                + (typing == null ? "" : typing + " ")
                + "--timingCacheFile=t.cache --memPoolSize=workspace:512"
                + " --builderOptimizationLevel=4 --profilingVerbosity=detailed"
                + " --exportLayerInfo=l.json "
                + end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V8_5|--useSpinWait --exportTimes=t.json --separateProfileRun --exportProfile=p.json",
        "V8_6|--useSpinWait --exportTimes=t.json --separateProfileRun --exportProfile=p.json",
        "V10|--useSpinWait --exportTimes=t.json --separateProfileRun --exportProfile=p.json",
        "V11|--includeDataTransfers --noCudaGraph --exportTimes=t.json --exportProfile=p.json",
      })
  void timing_means_the_same_in_every_dialect(TrtexecDialect dialect, String rest) {
    TimeRequest time =
        new TimeRequest(
            "e.engine",
            inputs("input:0", "a.raw", "b", "b.raw"),
            500,
            662,
            Duration.ofMillis(2500),
            "t.json",
            Optional.of("p.json"));
    assertThat(said(dialect, time))
        .isEqualTo(
            "--loadEngine=e.engine --loadInputs=input:0:a.raw,b:b.raw --warmUp=500"
                + " --iterations=662 --duration=2.5 "
                + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V8_6|--useSpinWait",
        "V10|--useSpinWait",
        "V11|--includeDataTransfers --noCudaGraph",
      })
  void one_query_leaves_its_outputs_as_they_are(TrtexecDialect dialect, String timing) {
    assertThat(said(dialect, new InferRequest("e.engine", inputs("x", "x.raw"))))
        .isEqualTo(
            "--loadEngine=e.engine --loadInputs=x:x.raw --warmUp=0 --iterations=1 --duration=0 "
                + timing
                + " --dumpRawBindingsToFile");
  }

  @ParameterizedTest
  @CsvSource({
    "V8_5,--buildOnly",
    "V8_6,--skipInference",
    "V10,--skipInference",
    "V11,--skipInference"
  })
  void an_inspection_runs_nothing(TrtexecDialect dialect, String end) {
    assertThat(said(dialect, new InspectRequest("e.engine", "l.json")))
        .isEqualTo(
            "--loadEngine=e.engine --profilingVerbosity=detailed --exportLayerInfo=l.json " + end);
  }

  @Test
  void where_raw_files_cannot_be_had_outputs_are_printed() {
    assertThat(said(TrtexecDialect.V8_5, new InferRequest("e.engine", inputs("x", "x.raw"))))
        .endsWith(" --exportOutput=output.json");
  }

  @Test
  void a_level_where_there_is_none_is_refused_when_planned() {
    assertThat(TrtexecDialect.V8_5.lacks(leveled(3), OLDEST))
        .singleElement()
        .asString()
        .contains("optimisation levels");
    assertThat(TrtexecDialect.V11.lacks(leveled(3), NEWEST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8.5.2,FP16,",
    "8.6.2,FP16,",
    "10.7.0,FP16,",
    "11.4.1,FP16,",
    "11.4.1,INT8,",
    "10.8.0,FP16,does not support the DLA",
    "10.16.2,FP16,does not support the DLA",
    "11.3.0,FP16,does not support the DLA",
    "11.4.0,FP16,does not support the DLA",
    "10.3.0,INT8,takes no quantization",
    "8.6.2,INT8_FP16,takes no quantization",
    "8.6.2,FP32,fp16 and int8 only",
    "11.4.1,FP32,fp16 and int8 only",
  })
  void the_accelerator_is_refused_where_it_cannot_be_had(
      String version, Precision precision, String words) {
    TrtexecVersion tensorrt = TrtexecVersion.parse(version).orElseThrow();
    List<String> lacks =
        TrtexecDialect.of(tensorrt).orElseThrow().lacks(accelerated(precision), tensorrt);
    if (words == null) {
      assertThat(lacks).isEmpty();
    } else {
      assertThat(lacks).singleElement().asString().contains(words);
    }
  }

  @ParameterizedTest
  @CsvSource({"V8_5,--fp16", "V8_6,--fp16", "V10,--fp16"})
  void before_11_the_accelerator_is_typed_weakly(TrtexecDialect dialect, String typing) {
    assertThat(dialect.words(accelerated(Precision.FP16)))
        .contains(typing, "--useDLACore=1", "--allowGPUFallback")
        .doesNotContain("--stronglyTyped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "it's", "", "two\nlines"})
  void an_input_that_cannot_be_named_is_refused(String name) {
    TimeRequest time = timed(inputs(name, "x.raw"));
    assertThat(TrtexecDialect.V11.lacks(time, NEWEST))
        .singleElement()
        .asString()
        .contains("rename it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b.raw", "a:b.raw", "it's.raw", ""})
  void a_file_that_cannot_be_named_is_refused(String file) {
    assertThat(TrtexecDialect.V10.lacks(timed(inputs("x", file)), new TrtexecVersion(10, 3, 0)))
        .singleElement()
        .asString()
        .contains("plain name");
  }

  @ParameterizedTest
  @CsvSource({
    "8.5.2,V8_5,8.5",
    "8.6.2,V8_6,8.6",
    "10.3.0,V10,10",
    "10.16.2,V10,10",
    "11.4.1,V11,11"
  })
  void a_version_speaks_its_dialect(String version, TrtexecDialect dialect, String parser) {
    assertThat(TrtexecDialect.of(TrtexecVersion.parse(version).orElseThrow())).contains(dialect);
    assertThat(dialect.parserName()).isEqualTo(parser);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.1.3", "8.4.1", "8.0.1", "8.7.0", "9.3.0", "12.0.0"})
  void what_nobody_has_read_is_no_dialect(String version) {
    assertThat(TrtexecDialect.of(TrtexecVersion.parse(version).orElseThrow())).isEmpty();
  }

  private static String said(TrtexecDialect dialect, TrtexecRequest request) {
    return String.join(" ", dialect.words(request));
  }

  private static TimeRequest timed(InputFiles inputs) {
    return new TimeRequest("e", inputs, 0, 1, Duration.ZERO, "t.json", Optional.empty());
  }

  private static InputFiles inputs(String... namesAndFiles) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int at = 0; at < namesAndFiles.length; at += 2) {
      files.put(namesAndFiles[at], namesAndFiles[at + 1]);
    }
    return new InputFiles(files);
  }

  private static BuildRequest plain(Precision precision) {
    return build(precision, OptionalInt.empty(), OptionalInt.empty());
  }

  private static BuildRequest leveled(int level) {
    return build(Precision.FP16, OptionalInt.of(level), OptionalInt.empty());
  }

  private static BuildRequest accelerated(Precision precision) {
    return build(precision, OptionalInt.empty(), OptionalInt.of(1));
  }

  private static BuildRequest build(Precision precision, OptionalInt level, OptionalInt dla) {
    return new BuildRequest(
        "v.onnx",
        "e.engine",
        precision,
        Optional.empty(),
        Optional.empty(),
        level,
        dla,
        Optional.empty());
  }
}
