package dev.gantry.converter;

import dev.gantry.converter.calibrate.RangeFile;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.model.ModelFiles;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.NormalisedModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Variant;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a trained model into the graph that a board's runtime takes, once per recipe. */
public final class Converter {
  /** Changes whenever other bytes may come of the same recipe. */
  static final String VERSION = "2";

  private final ContentStore store;
  private final ConversionCache cache;
  private final EmissionChoice emissions;
  private final ConversionWatch watch;

  public Converter(
      ContentStore store, RecipePins pins, EmissionChoice emissions, ConversionWatch watch) {
    this.store = store;
    this.cache = new ConversionCache(store, pins);
    this.emissions = emissions;
    this.watch = watch;
  }

  public Conversion convert(ConversionRequest order) throws RefusedException, IOException {
    watch.start(order.name());
    watch.begin(order.name(), "look whether it was converted before");
    Digest recipe = recipe(order);
    Optional<ConversionCache.Kept> kept = cache.find(recipe);
    if (kept.isPresent()) {
      watch.begin(order.name(), "cached");
      return conversion(order, kept.get(), true);
    }
    store.sweep(Instant.now());
    return conversion(order, cache.keep(recipe, make(order)), false);
  }

  private static Digest recipe(ConversionRequest order) throws IOException {
    return new ConversionRecipe(
            new ModelFiles(order.model()).digest(),
            order.wish(),
            order.feed().digest(),
            order.choices().lines())
        .digest();
  }

  private ConversionAccount make(ConversionRequest order) throws RefusedException, IOException {
    try {
      return madeInTime(order);
    } catch (OverdueException e) {
      throw new RefusedException(e.problem());
    }
  }

  private ConversionAccount madeInTime(ConversionRequest order)
      throws RefusedException, IOException {
    String name = order.name();
    SampleFeed fed = order.feed().samples().within(watch.limit(order.model()));
    watch.begin(name, "normalise and prove");
    NormalisedModel normal =
        new ModelNormaliser().normalise(order.model(), fed, order.choices().opsets());
    String step = "write " + order.wish().precision();
    watch.begin(name, step);
    SampleFeed samples = watch.watched(name, step, fed);
    EmittedGraph emitted = emissions.of(order).emit(normal.model(), samples);
    watch.begin(name, "keep the variant");
    Digest variant = store.put(emitted.model().toByteArray());
    List<String> remarks = new ArrayList<>(normal.remarks());
    remarks.addAll(emitted.remarks());
    String ranges = emitted.ranges().isPresent() ? kept(emitted.ranges().get()).toString() : "";
    return new ConversionAccount(
        variant.toString(), normal.applied(), remarks, emitted.kept(), ranges);
  }

  private Digest kept(RangeTable table) throws IOException {
    Path temporary = store.temporary();
    try {
      new RangeFile().write(temporary, table);
      return store.put(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Conversion conversion(
      ConversionRequest order, ConversionCache.Kept kept, boolean cached) throws IOException {
    Variant variant =
        new Variant(
            order.name(),
            order.wish().precision(),
            order.wish().dialect(),
            kept.account().variantDigest(),
            new ByteCount(Files.size(kept.variant())));
    return new Conversion(variant, kept.variant(), kept.account(), kept.ranges(), cached);
  }
}
