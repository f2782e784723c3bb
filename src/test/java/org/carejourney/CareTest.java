package org.carejourney;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application over real HTTP on a free port, as the demo starts it. The build runs all of
 * them twice: on H2 in memory and on PostgreSQL, see {@link TestDatabase}. Tests that carry nothing
 * but this share one running application: leave it usable, and count on other tests' customers and
 * tasks being there.
 *
 * <p>Start no second application with other settings in the same JVM: the engine's REST API and web
 * applications look the engine up by name in a static map, where the last one started wins.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("application")
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    // All tests ask from one address.
    properties = "care.public-pages.per-minute=600")
@ActiveProfiles("demo")
@ContextConfiguration(initializers = {TestDatabase.class, PostOffice.class, Attention.class})
public @interface CareTest {}
