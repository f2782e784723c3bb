package org.carejourney.messaging;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.carejourney.engine.ModelFiles;

/** The files of the template folder, by names such as {@code support/hello/en.mjml.ftl}. */
final class TemplateFiles {

  private static final String FOLDER = "templates/";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[A-Za-z0-9][A-Za-z0-9._-]*)+");

  private final ModelFiles files;

  TemplateFiles(ModelFiles files) {
    this.files = files;
  }

  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    files.paths("templates").forEach(path -> all.add(path.substring(FOLDER.length())));
    return all;
  }

  boolean exists(String name) {
    return !stamp(name).isEmpty();
  }

  /** Changes whenever the file of that name does; empty when there is none. */
  String stamp(String name) {
    return NAME.matcher(name).matches() ? files.stamp(FOLDER + name) : "";
  }

  Optional<byte[]> bytes(String name) {
    return NAME.matcher(name).matches() ? files.bytes(FOLDER + name) : Optional.empty();
  }

  String read(String name) {
    if (!exists(name)) {
      throw new TemplateProblem(name, 0, "there is no such file");
    }
    return files
        .text(FOLDER + name)
        .orElseThrow(() -> new TemplateProblem(name, 0, "there is no such file"));
  }
}
