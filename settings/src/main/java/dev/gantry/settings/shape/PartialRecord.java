package dev.gantry.settings.shape;

import dev.gantry.dossier.Problem;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.FileComplaints;
import dev.gantry.settings.tree.SettingsNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Gives the parts of a record that are right in a file, whatever is wrong beside them, and tells
 * where each of them stands. So checks that know more than the file see all that can be seen: what
 * is left out here has been complained about by the reader.
 */
public final class PartialRecord<R extends Record> {
  private final String file;
  private final RecordShape shape;
  private final Optional<SettingsNode> node;

  private PartialRecord(String file, RecordShape shape, Optional<SettingsNode> node) {
    this.file = file;
    this.shape = shape;
    this.node = node;
  }

  /** What a parsed file holds. */
  public static <R extends Record> PartialRecord<R> of(
      String file, Class<R> type, SettingsNode root) {
    return new PartialRecord<>(file, new RecordShape(type), Optional.of(root));
  }

  /** Of a file that could not be parsed, or that nobody wrote: nothing, and on no line. */
  public static <R extends Record> PartialRecord<R> unread(String file, Class<R> type) {
    return new PartialRecord<>(file, new RecordShape(type), Optional.empty());
  }

  public String file() {
    return file;
  }

  /** The record, where all of it is right. */
  public Optional<R> whole() {
    return node.flatMap(held -> bound(shape, held));
  }

  /** Whether nothing stands in it. */
  public boolean isEmpty() {
    return mapping().isEmpty();
  }

  /** Whether a key is written, right or wrong. */
  public boolean has(RecordKey<R, ?> key) {
    return entry(key).isPresent();
  }

  /** Whether a mapping with at least one key stands there, right or wrong. */
  public boolean fills(RecordKey<R, ?> key) {
    return entry(key).filter(held -> !mapping(held).isEmpty()).isPresent();
  }

  /** What stands under a key, where it is right. */
  public <T> Optional<T> value(RecordKey<R, T> key) {
    return entry(key).flatMap(held -> bound(field(key).shape(), held));
  }

  /** What stands under a key that may be left out, where it is there and right. */
  public <T> Optional<T> optional(RecordKey<R, Optional<T>> key) {
    return entry(key).flatMap(held -> bound(field(key).shape(), held));
  }

  /** The single text that stands there, as it was written. */
  public Optional<String> text(RecordKey<R, ?> key) {
    return entry(key)
        .filter(SettingsNode.Scalar.class::isInstance)
        .map(held -> ((SettingsNode.Scalar) held).text());
  }

  /** The record under a key that may be left out, as far as it is right. */
  public <S extends Record> Optional<PartialRecord<S>> part(RecordKey<R, Optional<S>> key) {
    return entry(key).map(held -> part(field(key).shape(), held));
  }

  /** All records of a list, each as far as it is right. */
  public <S extends Record> List<PartialRecord<S>> parts(RecordKey<R, List<S>> key) {
    List<PartialRecord<S>> parts = new ArrayList<>();
    sequence(key).forEach(item -> parts.add(part(list(key).item(), item)));
    return parts;
  }

  /** The records of a mapping whose names are right, in the order of the file. */
  public <K, S extends Record> Map<K, PartialRecord<S>> named(RecordKey<R, Map<K, S>> key) {
    return byName(key, (held, value) -> Optional.of(part(value, held)));
  }

  /** The items of a list that are right, by their places. */
  public <T> SortedMap<Integer, T> items(RecordKey<R, List<T>> key) {
    SortedMap<Integer, T> items = new TreeMap<>();
    List<SettingsNode> written = sequence(key);
    for (int place = 0; place < written.size(); place++) {
      int at = place;
      Optional<T> item = bound(list(key).item(), written.get(place));
      item.ifPresent(right -> items.put(at, right));
    }
    return items;
  }

  /** What a mapping holds where name and value are right, in the order of the file. */
  public <K, V> Map<K, V> entries(RecordKey<R, Map<K, V>> key) {
    return byName(key, (held, value) -> bound(value, held));
  }

  /** The names in a mapping that are right, whatever they stand for. */
  public <K, V> List<K> names(RecordKey<R, Map<K, V>> key) {
    return List.copyOf(
        this.<K, V, Boolean>byName(key, (held, value) -> Optional.of(true)).keySet());
  }

  /** The line on which it begins. */
  public OptionalInt line() {
    return node.isPresent() ? OptionalInt.of(node.get().line()) : OptionalInt.empty();
  }

  /** The line of a key or, where it is not written, of the record that should have it. */
  public OptionalInt line(RecordKey<R, ?> key) {
    Optional<SettingsNode> held = entry(key);
    return held.isPresent() ? OptionalInt.of(held.get().line()) : line();
  }

  /** The line of one item or name under a key or, where it is not written, of the key. */
  public OptionalInt line(RecordKey<R, ?> key, Object step) {
    Optional<SettingsNode> held = entry(key).flatMap(outer -> step(outer, step));
    return held.isPresent() ? OptionalInt.of(held.get().line()) : line(key);
  }

  /** A problem that was found later, by someone who knows more than the file. */
  public Problem problem(String what, String remedy) {
    return new Problem(file, line(), what, remedy);
  }

  public Problem problem(String what, String remedy, RecordKey<R, ?> key) {
    return new Problem(file, line(key), what, remedy);
  }

  /**
   * At one item of a list, by its place, or at one name of a mapping: anything whose {@code
   * toString} it is.
   */
  public Problem problem(String what, String remedy, RecordKey<R, ?> key, Object step) {
    return new Problem(file, line(key, step), what, remedy);
  }

  private static Optional<SettingsNode> step(SettingsNode outer, Object step) {
    if (outer instanceof SettingsNode.Sequence list && step instanceof Integer place) {
      boolean there = place >= 0 && place < list.items().size();
      return there ? Optional.of(list.items().get(place)) : Optional.empty();
    }
    return Optional.ofNullable(mapping(outer).get(step.toString())).map(SettingsNode.Entry::value);
  }

  private RecordField field(RecordKey<R, ?> key) {
    return shape.field(key.component());
  }

  private Optional<SettingsNode> entry(RecordKey<R, ?> key) {
    return Optional.ofNullable(mapping().get(field(key).key())).map(SettingsNode.Entry::value);
  }

  private Map<String, SettingsNode.Entry> mapping() {
    return node.map(PartialRecord::mapping).orElse(Map.of());
  }

  private static Map<String, SettingsNode.Entry> mapping(SettingsNode node) {
    return node instanceof SettingsNode.Mapping mapping ? mapping.entries() : Map.of();
  }

  private List<SettingsNode> sequence(RecordKey<R, ?> key) {
    return entry(key).orElse(null) instanceof SettingsNode.Sequence list ? list.items() : List.of();
  }

  private ListShape list(RecordKey<R, ?> key) {
    return (ListShape) field(key).shape();
  }

  private <K, V, T> Map<K, T> byName(
      RecordKey<R, Map<K, V>> key, BiFunction<SettingsNode, ValueShape, Optional<T>> value) {
    MapShape shape = (MapShape) field(key).shape();
    Map<K, T> found = new LinkedHashMap<>();
    mapping(entry(key).orElse(new SettingsNode.Refused(1)))
        .forEach(
            (text, entry) -> {
              Optional<K> name =
                  bound(
                      shape.key(),
                      new SettingsNode.Scalar(entry.line(), text, SettingsNode.Sort.TEXT));
              Optional<T> held = value.apply(entry.value(), shape.value());
              if (name.isPresent() && held.isPresent()) {
                found.put(name.get(), held.get());
              }
            });
    return Collections.unmodifiableMap(found);
  }

  private <S extends Record> PartialRecord<S> part(ValueShape shape, SettingsNode held) {
    return new PartialRecord<>(file, (RecordShape) shape, Optional.of(held));
  }

  // The components of a record have the types of its accessors, and so has what is bound for them.
  @SuppressWarnings("unchecked")
  private <T> Optional<T> bound(ValueShape shape, SettingsNode held) {
    return shape.bind(held, BindingPlace.top(new FileComplaints(file))).map(value -> (T) value);
  }
}
