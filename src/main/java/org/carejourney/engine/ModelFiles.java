package org.carejourney.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * What designers write: the files under {@code processes/}, {@code forms/} and {@code templates/},
 * by paths such as {@code processes/support/words.csv}. A file in {@code care.home} wins over the
 * packaged one of the same path. No path leads out of the three folders, and links are not
 * followed.
 */
@Component
public class ModelFiles {

  private static final List<String> FOLDERS = List.of("processes", "forms", "templates");

  /** The folder on disk, or null. */
  private final @Nullable Path home;

  private final Map<String, Resource> packaged = new TreeMap<>();

  /**
   * @param home the folder that holds the three model folders; blank for packaged files only
   */
  public ModelFiles(@Value("${care.home:}") String home) {
    requireFolder(home);
    this.home = home.isBlank() ? null : Path.of(home).toAbsolutePath().normalize();
    FOLDERS.forEach(this::listPackaged);
  }

  /**
   * Refuses a {@code care.home} that is not there: its diagrams would silently be missing.
   *
   * @param home the setting; blank for none
   */
  public static void requireFolder(String home) {
    if (!home.isBlank() && !Files.isDirectory(Path.of(home))) {
      throw new WrongSetting(
          "care.home is no folder here: " + home,
          "Name the folder that holds processes/, forms/ and templates/, or leave the setting out");
    }
  }

  private void listPackaged(String folder) {
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + folder + "/**/*.*")) {
        String url = file.getURL().toString();
        packaged.put(url.substring(url.lastIndexOf("/" + folder + "/") + 1), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The packaged folder " + folder + " cannot be listed", e);
    }
  }

  /** Whether files are read from disk too, and may therefore change while we run. */
  public boolean live() {
    return home != null;
  }

  /** The paths of all files in a model folder, in order. */
  public NavigableSet<String> paths(String folder) {
    NavigableSet<String> paths = new TreeSet<>();
    packaged.keySet().stream().filter(path -> path.startsWith(folder + "/")).forEach(paths::add);
    if (home != null && Files.isDirectory(home.resolve(folder))) {
      try (Stream<Path> files = Files.walk(home.resolve(folder))) {
        files
            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .forEach(file -> paths.add(home.relativize(file).toString().replace('\\', '/')));
      } catch (IOException e) {
        throw new UncheckedIOException("The folder " + folder + " cannot be listed", e);
      }
    }
    return paths;
  }

  /** Changes whenever the file does; empty when there is none. */
  public String stamp(String path) {
    Path file = onDisk(path);
    if (file == null) {
      return packaged.containsKey(path) ? "packaged" : "";
    }
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) + "/" + Files.size(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** A file's bytes, or empty when there is none. */
  public Optional<byte[]> bytes(String path) {
    Path file = onDisk(path);
    try {
      if (file != null) {
        return Optional.of(Files.readAllBytes(file));
      }
      Resource resource = packaged.get(path);
      return resource == null ? Optional.empty() : Optional.of(resource.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** A file's text in UTF-8, or empty when there is none. */
  public Optional<String> text(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The files of a model folder with one of the endings, by path, in order. */
  public Map<String, byte[]> all(String folder, String... endings) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String path : paths(folder)) {
      if (Stream.of(endings).anyMatch(path::endsWith)) {
        bytes(path).ifPresent(bytes -> files.put(path, bytes));
      }
    }
    return files;
  }

  private @Nullable Path onDisk(String path) {
    if (home == null) {
      return null;
    }
    Path file = home.resolve(path).normalize();
    return FOLDERS.stream().anyMatch(folder -> file.startsWith(home.resolve(folder)))
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? file
        : null;
  }
}
