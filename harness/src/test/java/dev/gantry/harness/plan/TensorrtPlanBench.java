package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.util.List;

/** A release of one model for one kind of board with TensorRT, to be planned with changes. */
abstract class TensorrtPlanBench extends PlanBench {
  static final String RELEASE =
      """
      release: jetsons
      models:
        - name: rail-signals
          onnx: rail-signals/model.onnx
          golden: rail-signals/set
          precisions: [fp16]
          boards: [jetson]
          latency: { p50: "<= 1 s" }
      """;
  static final String RACK =
      """
      rack: jetsons
      kinds:
        jetson:
          backend: trtexec
          tensorrt: { version: "10.3" }
      boards:
        - { name: jetson-1, kind: jetson, ssh: { host: jetson-1.lab, user: rack } }
      """;
  static final int ONNX_LINE = 4;
  static final int TENSORRT_LINE = 5;
  static final int PRECISIONS_LINE = 6;
  static final int LAST_LINE = 8;

  static String tensorrt(String words) {
    return RACK.replace("{ version: \"10.3\" }", "{ " + words + " }");
  }

  static void assertRefused(Bench.Said said, String place, String words) {
    assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(64);
    List<String> there = said.trouble().lines().filter(line -> line.contains(place + ":")).toList();
    assertThat(there).as(said.trouble()).anyMatch(line -> line.contains(words));
  }
}
