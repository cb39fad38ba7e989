package dev.gantry.converter.plan;

/** A name in which * stands for any letters, or none. */
record NamePattern(String text) {

  /** In time that grows with the product of the lengths, whatever someone writes. */
  boolean matches(String name) {
    int at = 0;
    int read = 0;
    int star = -1;
    int resume = 0;
    while (read < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = read;
      } else if (at < text.length() && text.charAt(at) == name.charAt(read)) {
        at++;
        read++;
      } else if (star >= 0) {
        at = star + 1;
        read = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }

  boolean isName() {
    return text.indexOf('*') < 0;
  }
}
