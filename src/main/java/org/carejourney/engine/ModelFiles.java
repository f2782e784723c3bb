package org.carejourney.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * What designers write: the files under {@code processes/}, {@code forms/} and {@code templates/}.
 * A file in {@code care.home} wins over the packaged one of the same path.
 */
@Component
public class ModelFiles {

  private final Path home;

  ModelFiles(@Value("${care.home:}") String home) {
    this.home = home.isBlank() ? null : Path.of(home).toAbsolutePath().normalize();
  }

  /** Whether files are read from disk too, and may therefore change while we run. */
  public boolean live() {
    return home != null;
  }

  /** A file's text in UTF-8 by its path such as {@code processes/support/words.csv}. */
  public Optional<String> text(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** A file's bytes; empty when there is none, or when the path leads out of the model folders. */
  public Optional<byte[]> bytes(String path) {
    try {
      if (home != null) {
        Path file = home.resolve(path).normalize();
        if (file.startsWith(home) && Files.isRegularFile(file)) {
          return Optional.of(Files.readAllBytes(file));
        }
      }
      Resource packaged = new ClassPathResource(path);
      return path.contains("..") || !packaged.isReadable()
          ? Optional.empty()
          : Optional.of(packaged.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** All files of a model folder with one of the endings, by path, in order. */
  public Map<String, byte[]> all(String folder, String... endings) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      for (Resource packaged :
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/**")) {
        String url = packaged.getURL().toString();
        String path = url.substring(url.lastIndexOf("/" + folder + "/") + 1);
        if (packaged.isReadable() && endsWithOne(path, endings)) {
          files.put(path, packaged.getContentAsByteArray());
        }
      }
      if (home != null && Files.isDirectory(home.resolve(folder))) {
        try (Stream<Path> walk = Files.walk(home.resolve(folder))) {
          for (Path file : walk.filter(Files::isRegularFile).toList()) {
            String path = home.relativize(file).toString().replace('\\', '/');
            if (endsWithOne(path, endings)) {
              files.put(path, Files.readAllBytes(file));
            }
          }
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the model folder " + folder, e);
    }
  }

  private static boolean endsWithOne(String path, String... endings) {
    return Stream.of(endings).anyMatch(path::endsWith);
  }
}
