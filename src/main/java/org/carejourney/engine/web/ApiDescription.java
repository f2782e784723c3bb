package org.carejourney.engine.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the description at {@code /v3/api-docs}; the rest is read from the controllers. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  @Bean
  OpenAPI api() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Carejourney")
                .version("1")
                .description(
                    """
                    Customers, what they write to us, tickets and messages. Errors are \
                    application/problem+json (RFC 9457) with a code and, where one field is at \
                    fault, its name. Times are ISO-8601 with offset. Lists come newest first, \
                    paged by ?limit=&after=."""))
        .components(
            new Components()
                .addSecuritySchemes(
                    "basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
        .addSecurityItem(new SecurityRequirement().addList("basic"));
  }
}
