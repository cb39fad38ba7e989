package dev.gantry.reports.junit;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.PrintableText;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.ledger.LimitMargin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes suites, one element after another. */
final class SuiteSheet {
  private final JudgedRelease release;
  private final XMLStreamWriter xml;

  SuiteSheet(JudgedRelease release, XMLStreamWriter xml) {
    this.release = release;
    this.xml = xml;
  }

  void write(Map<String, List<LedgerEntry>> suites) throws XMLStreamException {
    xml.writeStartElement("testsuites");
    attribute("name", release.plan().release());
    counts(suites.values().stream().flatMap(List::stream).toList());
    for (Map.Entry<String, List<LedgerEntry>> suite : suites.entrySet()) {
      suite(suite.getKey(), suite.getValue());
    }
    xml.writeEndElement();
  }

  private void suite(String model, List<LedgerEntry> entries) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", model);
    counts(entries);
    attribute("timestamp", release.started().toString());
    xml.writeStartElement("properties");
    property("release", release.plan().release());
    property("verdict", release.verdict().name());
    property("gantry", release.plan().gantry());
    property("simulated", Boolean.toString(release.simulated()));
    xml.writeEndElement();
    for (LedgerEntry entry : entries) {
      testcase(entry);
    }
    xml.writeEndElement();
  }

  private void counts(Collection<LedgerEntry> entries) throws XMLStreamException {
    long failures =
        entries.stream().filter(entry -> entry.standing() == EntryStanding.BROKEN).count();
    long open = entries.stream().filter(entry -> !entry.standing().clear()).count();
    attribute("tests", Integer.toString(entries.size()));
    attribute("failures", Long.toString(failures));
    attribute("errors", Long.toString(open - failures));
    attribute("skipped", "0");
  }

  private void testcase(LedgerEntry entry) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", entry.place().id());
    attribute("name", entry.criterion());
    switch (entry.standing()) {
      case BROKEN -> trouble("failure", entry);
      case NOT_MEASURED, NO_EVIDENCE -> trouble("error", entry);
      case WAIVED -> waived(entry);
      case MET -> element("system-out", details(entry));
    }
    xml.writeEndElement();
  }

  private void trouble(String element, LedgerEntry entry) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("type", entry.blame().map(Enum::name).orElse(entry.standing().name()));
    attribute("message", entry.message());
    xml.writeCharacters(PrintableText.lines(details(entry)));
    xml.writeEndElement();
  }

  private void waived(LedgerEntry entry) throws XMLStreamException {
    String waiver =
        entry
            .waiver()
            .map(
                by ->
                    "Broken, waived by "
                        + by.owner()
                        + " until "
                        + by.expires()
                        + ": "
                        + by.reason())
            .orElse("Broken, waived");
    element("system-out", waiver + "\n" + details(entry));
  }

  private static String details(LedgerEntry entry) {
    StringBuilder text = new StringBuilder(entry.message()).append('\n');
    entry.measuredText().ifPresent(value -> text.append("Measured: ").append(value).append('\n'));
    entry.limit().ifPresent(limit -> text.append("Limit: ").append(limit).append('\n'));
    entry
        .margin()
        .map(LimitMargin::words)
        .ifPresent(words -> text.append("Margin: ").append(words).append('\n'));
    if (!entry.remedy().isBlank()) {
      text.append("What to do: ").append(entry.remedy()).append('\n');
    }
    return text + (entry.simulated() ? "Simulated board.\n" : "");
  }

  private void property(String name, String value) throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(PrintableText.lines(text));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PrintableText.lines(value));
  }
}
