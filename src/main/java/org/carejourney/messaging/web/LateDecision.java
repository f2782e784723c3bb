package org.carejourney.messaging.web;

import java.security.Principal;
import org.carejourney.messaging.LateMessages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a member of staff decides on a message that comes too late. */
@Controller
class LateDecision {

  private final LateMessages late;

  LateDecision(LateMessages late) {
    this.late = late;
  }

  @PostMapping("/care/messages/{id}/send-late")
  String send(@PathVariable String id, Principal caller) {
    late.send(id, caller.getName());
    return back();
  }

  @PostMapping("/care/messages/{id}/leave-out")
  String leaveOut(@PathVariable String id, Principal caller) {
    late.leaveOut(id, caller.getName());
    return back();
  }

  private static String back() {
    return "redirect:/care/messages/{id}";
  }
}
