package dev.gantry.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what lies in a folder and is not in the list that vouches for its files. Somebody put it
 * there, and may believe that it counts.
 */
public final class UnnamedFiles {
  private static final int MOST = 10;

  private final Path root;
  private final Predicate<String> named;

  private UnnamedFiles(Path root, Predicate<String> named) {
    this.root = root;
    this.named = named;
  }

  /**
   * A remark for each, a folder of which nothing is named as one; asked for by path from the root,
   * with '/'.
   */
  public static List<String> remarks(Path root, Predicate<String> named, String why)
      throws IOException {
    List<String> found = new UnnamedFiles(root, named).in(root).unnamed;
    List<String> remarks = new ArrayList<>();
    found.stream().limit(MOST).forEach(name -> remarks.add(name + " " + why));
    if (found.size() > MOST) {
      remarks.add("and " + (found.size() - MOST) + " more, of which the same is true");
    }
    return remarks;
  }

  private record Content(int files, boolean anyNamed, List<String> unnamed) {}

  private Content in(Path folder) throws IOException {
    List<String> unnamed = new ArrayList<>();
    boolean anyNamed = false;
    int files = 0;
    for (Path child : children(folder)) {
      String name =
          root.relativize(child).toString().replace(child.getFileSystem().getSeparator(), "/");
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        Content content = in(child);
        files += content.files;
        anyNamed |= content.anyNamed;
        if (content.anyNamed || content.files == 0) {
          unnamed.addAll(content.unnamed);
        } else {
          String count = content.files == 1 ? "1 file" : content.files + " files";
          unnamed.add(name + "/ (" + count + ")");
        }
      } else {
        files++;
        // What a link leads to is named by what lies there.
        if (named.test(name) || Files.isDirectory(child)) {
          anyNamed = true;
        } else {
          unnamed.add(name);
        }
      }
    }
    return new Content(files, anyNamed, unnamed);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
