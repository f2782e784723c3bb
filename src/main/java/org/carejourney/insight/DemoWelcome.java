package org.carejourney.insight;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The demo's last word at start: where to go, who to be, what to try. */
@Component
@Profile("demo")
class DemoWelcome {

  private final Environment environment;

  DemoWelcome(Environment environment) {
    this.environment = environment;
  }

  @EventListener
  @Order
  void on(ApplicationReadyEvent ready) {
    if (ready.getApplicationContext() instanceof ServletWebServerApplicationContext web) {
      System.out.println(text(web.getWebServer().getPort()));
    }
  }

  private String text(int port) {
    String mail = environment.getProperty("spring.mail.host");
    return """

        ────────────────────────────────────────────────────────────────────────
         Carejourney demo is ready          http://localhost:%1$d/care
        ────────────────────────────────────────────────────────────────────────
         Home, customers, messages   http://localhost:%1$d/care
         Tasklist                    http://localhost:%1$d/camunda/app/tasklist
         Cockpit                     http://localhost:%1$d/camunda/app/cockpit
         API                         http://localhost:%1$d/v3/api-docs

         Accounts   agent · lead · carer · designer · operator · admin
         Password   Welcome-2-Care!
         Mail       %2$s

         Try this first: a customer joins …

           curl -u 'agent:Welcome-2-Care!' -H 'Content-Type: application/cloudevents+json' \\
             -d '{"specversion": "1.0", "id": "join-1", "source": "/shop", "type": "customer.joined",
                  "subject": "C-1002", "data": {"product": "Ember desk lamp"}}' \\
             http://localhost:%1$d/api/events

         … read her welcome at /care/messages, and go forward on the home page. Then
         another one complains; solve it in Tasklist as agent:

           curl -u 'agent:Welcome-2-Care!' -H 'Content-Type: application/json' \\
             -d '{"id": "first-1", "from": "amara.okafor@example.org", "customerId": "C-1005",
                  "subject": "My light flickers", "text": "It has flickered since yesterday."}' \\
             http://localhost:%1$d/api/inbound/web

        ────────────────────────────────────────────────────────────────────────
        """
        .formatted(
            port,
            mail == null
                ? "kept on the messages page; give spring.mail.host to send it for real"
                : "sent through " + mail);
  }
}
