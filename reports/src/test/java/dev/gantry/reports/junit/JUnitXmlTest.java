package dev.gantry.reports.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import dev.gantry.reports.Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {
  @TempDir Path folder;

  static Stream<JudgedRelease> releases() {
    return Stream.of(
        SampleRelease.passed(),
        SampleRelease.failed(),
        SampleRelease.inconclusive(),
        SampleRelease.missing(Verdict.PASSED),
        SampleRelease.hostile(),
        SampleRelease.empty());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void the_counts_are_the_counts_of_what_is_there(JudgedRelease release) throws IOException {
    Document document = write(release);
    Element all = document.getDocumentElement();
    assertThat(number(all, "tests")).isEqualTo(Xml.elements(document, "testcase").size());
    assertThat(number(all, "failures")).isEqualTo(Xml.elements(document, "failure").size());
    assertThat(number(all, "errors")).isEqualTo(Xml.elements(document, "error").size());
    assertThat(Xml.elements(document, "skipped")).isEmpty();
    assertThat(
            Xml.elements(document, "testsuite").stream()
                .mapToInt(suite -> number(suite, "errors"))
                .sum())
        .isEqualTo(number(all, "errors"));
    boolean green = number(all, "failures") + number(all, "errors") == 0;
    assertThat(green).isEqualTo(release.equals(SampleRelease.passed()));
  }

  @Test
  void broken_is_a_failure_and_not_measured_an_error_and_waived_neither() throws IOException {
    Document document = write(SampleRelease.failed());
    assertThat(Xml.elements(document, "testcase")).hasSize(54);
    assertThat(Xml.elements(document, "testsuite"))
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactly("obstacle-detector", "signal-reader");
    assertThat(Xml.elements(document, "failure"))
        .extracting(failure -> ((Element) failure.getParentNode()).getAttribute("classname"))
        .containsExactly(
            "obstacle-detector/int8/cpu/bench-2", "obstacle-detector/int8/cpu-2t/bench-3");
    assertThat(Xml.elements(document, "error"))
        .singleElement()
        .satisfies(error -> assertThat(error.getAttribute("type")).isEqualTo("TOOLCHAIN"));
    assertThat(Xml.elements(document, "system-out"))
        .filteredOn(out -> out.getTextContent().startsWith("Broken, waived by perception"))
        .hasSize(1);
  }

  @Test
  void cells_and_criteria_without_findings_are_errors() throws IOException {
    assertThat(Xml.elements(write(SampleRelease.missing(Verdict.PASSED)), "error"))
        .hasSize(5)
        .allSatisfy(error -> assertThat(error.getAttribute("message")).startsWith("no evidence"));
  }

  @Test
  void a_release_without_findings_is_not_an_empty_success() throws IOException {
    assertThat(Xml.elements(write(SampleRelease.empty()), "error")).hasSize(1);
  }

  @Test
  void characters_that_xml_cannot_carry_are_written_as_escapes() throws IOException {
    assertThat(write(SampleRelease.hostile()).getDocumentElement().getAttribute("name"))
        .startsWith("</title><script>alert(1)</script>")
        .contains("\\u0000\\u001b[31m \\ud800");
  }

  private Document write(JudgedRelease release) throws IOException {
    Path target = folder.resolve("junit.xml");
    new JUnitXml().write(release, target);
    return Xml.parse(Files.readString(target));
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
