package org.carejourney.engine.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/** What staff pages say in German: the {@code german.properties} beside the templates. */
@Component
class Dictionary {

  private final Words english = new Words(Map.of());
  private final Words german;

  Dictionary() {
    try {
      this.german = new Words(german());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Words in(Locale language) {
    return language.equals(Locale.GERMAN) ? german : english;
  }

  private static Map<String, String> german() throws IOException {
    Map<String, String> german = new HashMap<>();
    var resolver = new PathMatchingResourcePatternResolver();
    for (Resource file : resolver.getResources("classpath*:/web/**/german.properties")) {
      Properties texts =
          PropertiesLoaderUtils.loadProperties(new EncodedResource(file, StandardCharsets.UTF_8));
      texts.forEach((english, text) -> german.put(english.toString(), text.toString()));
    }
    return german;
  }
}
