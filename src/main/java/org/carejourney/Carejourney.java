package org.carejourney;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Customer service and customer care as BPMN diagrams on one engine. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Carejourney {

  public static void main(String[] args) {
    // The engine computes timers in the JVM's zone; customers' zones are applied where they matter.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SpringApplication.run(Carejourney.class, args);
  }
}
