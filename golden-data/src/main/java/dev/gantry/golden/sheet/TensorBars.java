package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;
import dev.gantry.golden.array.ValueRange;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor in a few bars: its values where they are few, how they are spread where they are many.
 */
record TensorBars(Tensor tensor) {
  private static final int MOST_VALUES = 64;
  private static final int BINS = 32;
  private static final double WIDTH = 320;
  private static final double HEIGHT = 40;

  MarkupTag figure() {
    TensorElements elements = new TensorElements(tensor);
    boolean few = elements.count() <= MOST_VALUES;
    Optional<ValueRange> range = ValueRange.of(tensor);
    MarkupTag drawing =
        MarkupTag.of("svg", "bars")
            .with("viewBox", "0 0 320 40")
            .with("preserveAspectRatio", "none")
            .with("aria-hidden", "true");
    // A single value, or the same one everywhere, is told better in words.
    boolean flat = range.isEmpty() || range.get().min() == range.get().max();
    if (!flat) {
      drawing = few ? values(drawing, elements, range.get()) : bins(drawing, elements, range.get());
    }
    return MarkupTag.of("div", "tensor")
        .add(
            MarkupTag.of("p", "tensor-name")
                .add(MarkupTag.of("b").text(tensor.name()))
                .text(" " + tensor.spec().type() + " " + SheetFigures.shape(tensor.spec())),
            flat ? MarkupTag.of("span") : drawing,
            MarkupTag.of("p", "soft").text(words(elements, range, few)));
  }

  private static String words(TensorElements elements, Optional<ValueRange> range, boolean few) {
    if (elements.count() == 0) {
      return "holds nothing";
    }
    if (range.isEmpty()) {
      return "holds no finite number";
    }
    String span =
        range.get().min() == range.get().max()
            ? SheetFigures.number(range.get().min())
            : SheetFigures.number(range.get().min())
                + " to "
                + SheetFigures.number(range.get().max());
    String peak =
        few && range.get().min() < range.get().max()
            ? ", highest at index " + highest(elements)
            : "";
    String odd = range.get().count() < elements.count() ? ", NaN or infinite elsewhere" : "";
    return (few ? "values " : "spread of values ") + span + peak + odd;
  }

  private static int highest(TensorElements elements) {
    int highest = 0;
    for (int index = 1; index < elements.count(); index++) {
      double best = elements.at(highest);
      highest = Double.isNaN(best) || elements.at(index) > best ? index : highest;
    }
    return highest;
  }

  private static MarkupTag values(MarkupTag drawing, TensorElements elements, ValueRange range) {
    double low = Math.min(0, range.min());
    double high = Math.max(0, range.max());
    double span = high / 2 - low / 2;
    double step = WIDTH / elements.count();
    MarkupTag drawn = drawing;
    for (int index = 0; index < elements.count(); index++) {
      double value = elements.at(index);
      if (Double.isFinite(value) && span > 0) {
        double top = HEIGHT * ((high / 2 - Math.max(0, value) / 2) / span);
        double tall = HEIGHT * (Math.abs(value) / 2 / span);
        drawn = drawn.add(bar(index * step, top, step, tall));
      }
    }
    return drawn;
  }

  private static MarkupTag bins(MarkupTag drawing, TensorElements elements, ValueRange range) {
    int[] bins = new int[BINS];
    double span = range.max() / 2 - range.min() / 2;
    for (int index = 0; index < elements.count(); index++) {
      double value = elements.at(index);
      if (Double.isFinite(value)) {
        double share = span > 0 ? (value / 2 - range.min() / 2) / span : 0.5;
        bins[(int) Math.min(BINS - 1, share * BINS)]++;
      }
    }
    double most = Arrays.stream(bins).max().orElse(1);
    MarkupTag drawn = drawing;
    for (int bin = 0; bin < BINS; bin++) {
      // By its root, so that what is rare is still seen.
      double tall = HEIGHT * Math.sqrt(bins[bin] / most);
      drawn = drawn.add(bar(bin * WIDTH / BINS, HEIGHT - tall, WIDTH / BINS, tall));
    }
    return drawn;
  }

  private static MarkupTag bar(double left, double top, double width, double height) {
    return MarkupTag.of("rect")
        .with("x", left + width * 0.08)
        .with("y", top)
        .with("width", width * 0.84)
        .with("height", Math.max(height, 0.4));
  }
}
