package dev.gantry.settings.tree;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/** Composes the tree of a file from the parser's tokens; aliases are never followed. */
public final class TreeComposer {
  private static final int DEEPEST = 32;

  private final SourceText source;
  private final YAMLParser parser;
  private final FileComplaints complaints;

  private TreeComposer(SourceText source, YAMLParser parser, FileComplaints complaints) {
    this.source = source;
    this.parser = parser;
    this.complaints = complaints;
  }

  public static SettingsNode compose(SourceText source, FileComplaints complaints)
      throws RefusedException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(SourceText.LARGEST + 1);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();
    try (YAMLParser parser = factory.createParser(source.text())) {
      return new TreeComposer(source, parser, complaints).document();
    } catch (IOException e) {
      throw new RefusedException(new SyntaxProblem(source.file(), e).inPlainWords());
    }
  }

  private SettingsNode document() throws IOException, RefusedException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      throw new RefusedException(Problem.in(source.file(), "is empty", "Nothing can be read here"));
    }
    SettingsNode root = node(line(), 0);
    if (parser.nextToken() != null) {
      complaints.at(
          line(), "a second document starts here", "Keep one document in a file, without '---'");
    }
    return root;
  }

  private SettingsNode node(int line, int depth) throws IOException, RefusedException {
    if (depth > DEEPEST) {
      throw new RefusedException(
          Problem.at(
              source.file(),
              line(),
              "is nested more than " + DEEPEST + " deep",
              "Check the brackets"));
    }
    if (parser.isCurrentAlias()) {
      complaints.at(
          line(),
          "the alias " + new MessageExcerpt("*" + parser.getText()) + " is not followed here",
          "Write the value out, or put a text that starts with '*' in quotes");
      return new SettingsNode.Refused(line());
    }
    refuseAnchorsAndTags();
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(line, depth);
      case START_ARRAY -> sequence(line, depth);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(SettingsNode.Sort.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(SettingsNode.Sort.TRUTH);
      case VALUE_NULL -> scalar(SettingsNode.Sort.NOTHING);
      default -> scalar(SettingsNode.Sort.TEXT);
    };
  }

  private SettingsNode mapping(int line, int depth) throws IOException, RefusedException {
    Map<String, SettingsNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      refuseAnchor();
      JsonToken value = parser.nextToken();
      // A mapping is best told by the line of its key, not by that of its first entry.
      SettingsNode node = node(value.isStructStart() ? keyLine : line(), depth + 1);
      if (key.equals("<<")) {
        complaints.at(keyLine, "the merge key '<<' is not followed here", "Write the keys out");
      } else if (entries.containsKey(key)) {
        complaints.at(keyLine, twice(key, entries.get(key).line(), keyLine), "Remove one of them");
      } else {
        entries.put(key, new SettingsNode.Entry(keyLine, node));
      }
    }
    return new SettingsNode.Mapping(line, entries);
  }

  private static String twice(String key, int first, int second) {
    return "the key "
        + new MessageExcerpt(key)
        + " stands twice, on line "
        + first
        + " and "
        + second;
  }

  private SettingsNode sequence(int line, int depth) throws IOException, RefusedException {
    List<SettingsNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(line(), depth + 1));
    }
    return new SettingsNode.Sequence(line, items);
  }

  private SettingsNode scalar(SettingsNode.Sort sort) throws IOException {
    return new SettingsNode.Scalar(line(), parser.getText(), sort);
  }

  private void refuseAnchorsAndTags() throws IOException {
    refuseAnchor();
    Object tag = parser.getTypeId();
    if (tag != null) {
      complaints.at(
          line(),
          "the tag " + new MessageExcerpt("!" + tag) + " is not followed here",
          "Remove it, or put a text that starts with '!' in quotes");
    }
  }

  private void refuseAnchor() throws IOException {
    Object anchor = parser.getObjectId();
    if (anchor != null) {
      complaints.at(
          line(),
          "the anchor " + new MessageExcerpt("&" + anchor) + " is not followed here",
          "Write the value where it is needed, or put a text that starts with '&' in quotes");
    }
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }
}
