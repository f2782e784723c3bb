package org.carejourney.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the template folder, by names such as {@code support/hello/en.mjml.ftl}: packaged
 * ones, and those under {@code care.home}, which win. No name leads out of the folder.
 */
final class TemplateFiles {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[A-Za-z0-9][A-Za-z0-9._-]*)+");

  /** The folder on disk, or null. */
  private final Path home;

  private final Map<String, Resource> packaged = new TreeMap<>();

  TemplateFiles(Path home) {
    this.home = home == null ? null : home.resolve("templates").toAbsolutePath().normalize();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:templates/**/*.*")) {
        String url = file.getURL().toString();
        packaged.put(url.substring(url.lastIndexOf("/templates/") + 11), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The packaged templates cannot be listed", e);
    }
  }

  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(packaged.keySet());
    if (home != null && Files.isDirectory(home)) {
      try (var files = Files.walk(home)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> all.add(home.relativize(file).toString().replace('\\', '/')));
      } catch (IOException e) {
        throw new UncheckedIOException("The template folder cannot be listed", e);
      }
    }
    return all;
  }

  boolean exists(String name) {
    return NAME.matcher(name).matches() && (onDisk(name) || packaged.containsKey(name));
  }

  /** Changes whenever the file of that name does; empty when there is none. */
  String stamp(String name) {
    if (!exists(name)) {
      return "";
    }
    if (!onDisk(name)) {
      return "packaged";
    }
    try {
      Path file = home.resolve(name);
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) + "/" + Files.size(file);
    } catch (IOException e) {
      return "";
    }
  }

  String read(String name) {
    if (!exists(name)) {
      throw new TemplateProblem(name, 0, "there is no such file");
    }
    try {
      return onDisk(name)
          ? Files.readString(home.resolve(name))
          : packaged.get(name).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TemplateProblem(name, 0, "the file cannot be read as UTF-8 text", e);
    }
  }

  /** Links are not followed: they could lead anywhere. */
  private boolean onDisk(String name) {
    return home != null && Files.isRegularFile(home.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }
}
