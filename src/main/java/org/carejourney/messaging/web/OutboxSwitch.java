package org.carejourney.messaging.web;

import java.security.Principal;
import org.carejourney.messaging.Delivery;
import org.carejourney.messaging.Outbound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The switch that pauses everything outbound. */
@Controller
class OutboxSwitch {

  private final Outbound outbound;
  private final Delivery delivery;

  OutboxSwitch(Outbound outbound, Delivery delivery) {
    this.outbound = outbound;
    this.delivery = delivery;
  }

  @PostMapping("/care/outbound/pause")
  String pause(Principal caller) {
    outbound.turn(true, caller.getName());
    return "redirect:/care#outbound";
  }

  @PostMapping("/care/outbound/resume")
  String resume(Principal caller) {
    outbound.turn(false, caller.getName());
    delivery.wake();
    return "redirect:/care#outbound";
  }
}
