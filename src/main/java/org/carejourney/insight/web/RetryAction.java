package org.carejourney.insight.web;

import org.carejourney.engine.Jobs;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The button that has a failed job tried once more. */
@Controller
class RetryAction {

  private final Jobs jobs;

  RetryAction(Jobs jobs) {
    this.jobs = jobs;
  }

  @PostMapping("/care/jobs/{jobId}/retry")
  String retry(
      @PathVariable String jobId,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String partial,
      Model model) {
    if (partial == null) {
      jobs.retry(jobId);
      return "redirect:/care";
    }
    boolean there = true;
    try {
      jobs.retry(jobId);
    } catch (Problem gone) {
      there = false;
    }
    model.addAttribute("there", there);
    return "insight/retried";
  }
}
