package dev.gantry.converter.calibrate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names the methods that choose ranges: one for all tensors, and another for some by name.
 *
 * @param usual empty where each dialect's own way is good
 */
public record RangeMethods(Optional<RangeMethod> usual, SortedMap<String, RangeMethod> byTensor) {
  public RangeMethods {
    byTensor = Collections.unmodifiableSortedMap(new TreeMap<>(byTensor));
  }

  public static RangeMethods none() {
    return of(Optional.empty());
  }

  public static RangeMethods of(Optional<RangeMethod> usual) {
    return new RangeMethods(usual, new TreeMap<>());
  }

  /** Words such as {@code mse} and {@code TENSOR=max}; a tensor's name may hold a = itself. */
  public static RangeMethods parse(List<String> words) {
    Optional<RangeMethod> usual = Optional.empty();
    SortedMap<String, RangeMethod> byTensor = new TreeMap<>();
    for (String word : words) {
      int sign = word.lastIndexOf('=');
      RangeMethod method = RangeMethod.parse(word.substring(sign + 1));
      boolean again =
          sign < 0 ? usual.isPresent() : byTensor.put(word.substring(0, sign), method) != null;
      if (again) {
        throw new IllegalArgumentException("'" + word + "' comes after another for the same");
      }
      usual = sign < 0 ? Optional.of(method) : usual;
    }
    return new RangeMethods(usual, byTensor);
  }

  public boolean isEmpty() {
    return usual.isEmpty() && byTensor.isEmpty();
  }

  /** For those tensors that are not named, this way is taken where none is chosen. */
  public Calibration calibration(String otherwise) {
    return new Calibration(usual.orElseGet(() -> RangeMethod.parse(otherwise)), byTensor);
  }

  /** As it stands in a recipe. */
  public String line() {
    StringBuilder line = new StringBuilder(usual.map(RangeMethod::label).orElse(""));
    for (Map.Entry<String, RangeMethod> one : byTensor.entrySet()) {
      line.append(' ').append(one.getKey()).append('=').append(one.getValue().label());
    }
    return line.toString();
  }
}
