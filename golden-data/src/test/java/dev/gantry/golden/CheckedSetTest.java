package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.VerificationOptions.Depth;
import dev.gantry.golden.archive.PackedSet;
import dev.gantry.golden.make.SetImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was opened when the set was made is not opened again, as long as no byte has changed. */
class CheckedSetTest {
  @TempDir Path folder;
  private Path set;
  private Path manifest;

  @BeforeEach
  void make_a_set() throws Exception {
    WrittenSet given = GoodSets.classes().put("LICENCE", "do as you like");
    set = folder.resolve("set");
    new SetImport(
            GoldenFolder.draft(given.write(folder.resolve("given"))), () -> false, progress -> {})
        .into(set);
    manifest = set.resolve("golden.yaml");
  }

  private VerificationResult verified(Depth depth) throws Exception {
    VerificationOptions examination = new VerificationOptions(depth, Optional.empty(), false);
    return new Verification(GoldenFolder.look(set), examination, () -> false, progress -> {})
        .verify();
  }

  private boolean opened() throws Exception {
    VerificationResult verified = verified(Depth.UNLESS_CHECKED);
    assertThat(verified.problems()).isEmpty();
    return verified.opened();
  }

  private void change(String from, String to) throws Exception {
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  @Test
  void a_new_set_ends_with_the_line_and_is_only_hashed() throws Exception {
    assertThat(Files.readAllLines(manifest)).last().asString().startsWith("checked: sha256:");
    assertThat(opened()).isFalse();
    assertThat(verified(Depth.CONTENTS).opened()).isTrue();
    assertThat(verified(Depth.BYTES).opened()).isFalse();
  }

  @Test
  void a_set_that_people_wrote_is_opened() throws Exception {
    Files.write(
        manifest,
        Files.readAllLines(manifest).stream().filter(line -> !line.startsWith("checked")).toList());
    assertThat(opened()).isTrue();
  }

  @Test
  void any_word_changed_in_the_manifest_takes_the_line_its_worth() throws Exception {
    change("night", "dusk");
    assertThat(opened()).isTrue();
  }

  @Test
  void a_line_behind_it_takes_it_its_worth_too() throws Exception {
    Files.writeString(manifest, Files.readString(manifest) + "# nothing\n");
    assertThat(opened()).isTrue();
  }

  @Test
  void a_broken_picture_with_a_digest_that_fits_is_found() throws Exception {
    Path picture = set.resolve("a.png");
    byte[] whole = Files.readAllBytes(picture);
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    Files.write(picture, cut);
    change("a.png: " + Digest.of(whole), "a.png: " + Digest.of(cut));
    assertThat(verified(Depth.UNLESS_CHECKED).problems())
        .singleElement()
        .asString()
        .contains("a.png")
        .doesNotContain("the manifest says");
  }

  @Test
  void a_changed_file_is_found_by_its_digest() throws Exception {
    Files.write(set.resolve("b.png"), new byte[] {1});
    assertThat(verified(Depth.UNLESS_CHECKED).problems())
        .singleElement()
        .asString()
        .contains("b.png", "the manifest says");
  }

  @Test
  void what_a_set_vouches_for_beside_its_samples_comes_along() throws Exception {
    assertThat(set.resolve("LICENCE")).hasContent("do as you like");
    assertThat(GoldenFolder.look(set).files()).contains("LICENCE");
  }

  @Test
  void a_packed_set_is_unpacked_whole_or_not_at_all() throws Exception {
    Path tar = folder.resolve("set.tar");
    PackedSet.pack(set, GoldenFolder.look(set).files(), tar, bytes -> {}, () -> false);
    Path again = folder.resolve("again");
    SetImport.unpacked(tar, again, () -> false, progress -> {});
    assertThat(again.resolve("golden.yaml")).hasSameBinaryContentAs(manifest);

    Files.write(set.resolve("b.png"), new byte[] {1});
    PackedSet.pack(set, GoldenFolder.look(set).files(), tar, bytes -> {}, () -> false);
    Path spoiled = folder.resolve("spoiled");
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> SetImport.unpacked(tar, spoiled, () -> false, progress -> {}));
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("set.tar/b.png", "the manifest says");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("given", "set", "set.tar", "again");
    }
  }
}
