package dev.gantry.targets.standin;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Which options a version has. What it lacks fails the run, as with the real program. */
final class Options {
  private static final String ALWAYS =
      "onnx saveEngine loadEngine timingCacheFile memPoolSize loadInputs dumpOutput"
          + " exportOutput exportTimes exportProfile exportLayerInfo"
          + " dumpProfile dumpLayerInfo dumpRefit profilingVerbosity iterations duration warmUp"
          + " sleepTime idleTime exposeDMA noDataTransfers useManagedMemory useSpinWait threads"
          + " useCudaGraph timeDeserialize timeRefit separateProfileRun persistentCacheRatio shapes"
          + " minShapes optShapes maxShapes inputIOFormats outputIOFormats avgTiming refit sparsity"
          + " noTF32 layerDeviceTypes safe consistency restricted buildDLAStandalone"
          + " allowGPUFallback tacticSources noBuilderCache preview avgRuns percentile verbose device"
          + " useDLACore plugins help h";
  private static final String WEAK_TYPES =
      "fp16 int8 best calib precisionConstraints layerPrecisions layerOutputTypes minShapesCalib"
          + " optShapesCalib maxShapesCalib directIO streams";
  private static final String ONLY_8 =
      "workspace explicitBatch explicitPrecision buildOnly minTiming maxBatch batch model deploy"
          + " output uff uffInput uffNHWC nvtxMode heuristic";
  private static final String SINCE_8_6 =
      "dumpRawBindingsToFile skipInference versionCompatible vc excludeLeanRuntime builderOptimizationLevel"
          + " hardwareCompatibilityLevel maxAuxStreams tempdir tempfileControls useRuntime leanDLLPath"
          + " staticPlugins setPluginsToSerialize dynamicPlugins ignoreParsedPluginLibs infStreams"
          + " getPlanVersionOnly";
  private static final String SINCE_10 =
      "stronglyTyped stripWeights stripAllWeights errorOnTimingCacheMiss runtimePlatform"
          + " noCompilationCache pluginInstanceNorm pi profile useProfile markDebug"
          + " saveDebugTensors allowWeightStreaming weightStreamingBudget allocationStrategy"
          + " dumpOptimizationProfile weightless";
  private static final String WEAK_10 = "bf16 fp8 int4 calibProfile";
  private static final String SINCE_10_13 =
      "maxTactics tilingOptimizationLevel l2LimitForTiling asyncFileReader"
          + " remoteAutoTuningConfig monitorMemory saveAllDebugTensors decomposableAttentions"
          + " markUnfusedTensorsAsDebugTensors distributiveIndependence refitFromOnnx";
  private static final String SINCE_11 =
      "includeDataTransfers noSpinWait noCudaGraph loadRefOutputs atol rtol accuracyAlgorithm dryRun";

  private Options() {}

  static Set<String> of(Version version) {
    Set<String> names = new TreeSet<>();
    add(names, ALWAYS);
    if (version.major() < 11) {
      add(names, WEAK_TYPES);
    }
    if (version.major() < 10) {
      add(names, ONLY_8);
    }
    if (version.since(8, 6)) {
      add(names, SINCE_8_6);
    }
    if (version.since(10, 0)) {
      add(names, SINCE_10);
    }
    if (version.major() == 10) {
      add(names, WEAK_10);
    }
    if (version.since(10, 13)) {
      add(names, SINCE_10_13);
    }
    if (version.since(11, 0)) {
      add(names, SINCE_11);
    }
    return Collections.unmodifiableSet(names);
  }

  private static void add(Set<String> names, String words) {
    names.addAll(Set.of(words.split(" ", -1)));
  }
}
