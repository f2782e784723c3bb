package org.carejourney;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application over real HTTP on a free port, as the demo starts it, on a database in
 * memory. Tests that carry nothing but this share one running application: leave it usable, and
 * count on other tests' customers and tasks being there.
 *
 * <p>Start no second application with other settings in the same JVM: the engine's REST API and web
 * applications look the engine up by name in a static map, where the last one started wins.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "care.data-dir=target/test-data"
    })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = PostOffice.class)
public @interface CareTest {}
