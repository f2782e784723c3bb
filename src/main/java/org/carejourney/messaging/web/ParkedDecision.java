package org.carejourney.messaging.web;

import java.security.Principal;
import org.carejourney.messaging.ParkedMessages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a member of staff decides on a message that perhaps arrived. */
@Controller
class ParkedDecision {

  private final ParkedMessages parked;

  ParkedDecision(ParkedMessages parked) {
    this.parked = parked;
  }

  @PostMapping("/care/messages/{id}/arrived")
  String arrived(@PathVariable String id, Principal caller) {
    parked.arrived(id, caller.getName());
    return back();
  }

  @PostMapping("/care/messages/{id}/send-again")
  String sendAgain(@PathVariable String id, Principal caller) {
    parked.sendAgain(id, caller.getName());
    return back();
  }

  @PostMapping("/care/messages/{id}/give-up")
  String giveUp(@PathVariable String id, Principal caller) {
    parked.giveUp(id, caller.getName());
    return back();
  }

  private static String back() {
    return "redirect:/care/messages/{id}";
  }
}
