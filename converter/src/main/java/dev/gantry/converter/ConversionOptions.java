package dev.gantry.converter;

import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Digest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what a user may choose for a conversion beside the precision.
 *
 * @param methods how ranges are found, where not the usual way
 * @param ranges where none are to be found any more
 * @param opsets the versions of ONNX's operators that the variant may have
 */
public record ConversionOptions(
    RangeMethods methods, Optional<KnownRanges> ranges, PrecisionPlan plan, OpsetRange opsets) {
  public ConversionOptions(RangeMethods methods, PrecisionPlan plan, OpsetRange opsets) {
    this(methods, Optional.empty(), plan, opsets);
  }

  public static ConversionOptions usual(OpsetRange opsets) {
    return new ConversionOptions(RangeMethods.none(), PrecisionPlan.none(), opsets);
  }

  /** Ranges that were found before, and the digest of the file that held them. */
  public record KnownRanges(RangeTable table, Digest digest) {}

  /** As they stand in a recipe. */
  SortedMap<String, String> lines() {
    SortedMap<String, String> lines = new TreeMap<>();
    lines.put("methods", methods.line());
    ranges.ifPresent(known -> lines.put("ranges", known.digest().toString()));
    lines.put("plan", plan.digest().toString());
    lines.put("opsets", opsets.toString());
    return lines;
  }
}
