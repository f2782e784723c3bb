/** The customer's story, home page, figures. Nothing reads from it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "engine",
      "customer",
      "messaging",
      "loyalty",
      "feedback",
      "support",
      "journey"
    })
package org.carejourney.insight;
