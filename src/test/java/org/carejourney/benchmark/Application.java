package org.carejourney.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.carejourney.Carejourney;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The real application, as the demo starts it: its clock can be set forward. */
final class Application implements AutoCloseable {

  /** The tests' own controllers lie on the same class path, and are no part of the house. */
  private static final class NoTestClasses extends TypeExcludeFilter {
    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
      return reader.getResource().toString().contains("test-classes");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NoTestClasses;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private final ConfigurableApplicationContext context;

  private Application(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Application start(Database database, Path folder, List<String> more) {
    return new Application(
        new SpringApplicationBuilder(Carejourney.class)
            .web(WebApplicationType.SERVLET)
            .profiles("demo")
            .registerShutdownHook(false)
            .initializers(
                context ->
                    context
                        .getBeanFactory()
                        .registerSingleton("noTestClasses", new NoTestClasses()))
            .run(
                Stream.concat(
                        Stream.of(
                            "--server.port=0",
                            "--spring.datasource.url=" + database.url(),
                            "--care.data-dir=" + folder.resolve("files"),
                            // A year of days must not last longer than its customers.
                            "--care.release-rate=1000000"),
                        more.stream())
                    .toArray(String[]::new)));
  }

  int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  <T> T door(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
