package org.carejourney.engine.web;

import org.carejourney.engine.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Addresses that only an attack or a slip writes: {@code //}, {@code ;}, an encoded slash. */
@Configuration(proxyBeanMethods = false)
class RefusedRequests {

  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return (request, response, rejected) ->
        ProblemJson.write(
            response,
            ProblemJson.of(
                Problem.badRequest(
                    "refused",
                    null,
                    "The address or a header has characters that are not allowed")));
  }
}
